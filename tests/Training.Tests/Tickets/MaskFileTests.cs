using CsCheck;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tests.Pruning;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Tickets;

public class MaskFileTests
{
    private static readonly Mask Tiny = Mask.Where([new("fc1", 3), new("é", 2)], [true, false, true, true, false]);

    private static readonly byte[] TinyBytes =
    [
        .. "SWMASK1\n"u8, 2, 0, 0, 0,
        3, 0, .. "fc1"u8, 3, 0, 0, 0,
        2, 0, .. "é"u8, 2, 0, 0, 0,
        0b01101, 0, 0, 0, 0, 0, 0, 0,
    ];

    [Fact]
    public void A_tiny_mask_is_these_bytes() => Assert.Equal(TinyBytes, MaskFile.Write(Tiny));

    [Fact]
    public void The_bytes_of_a_tiny_mask_are_read()
    {
        var mask = MaskFile.Read(TinyBytes);
        Assert.Equal(Tiny.Parts, mask.Parts);
        Assert.Equal(Tiny.ToArray(), mask.ToArray());
    }

    [Fact]
    public void A_mask_reads_back_as_it_was() => SmallNet.Any.Sample(net =>
    {
        var mask = MaskFile.Read(MaskFile.Write(net.Mask));
        Assert.Equal(net.Parts, mask.Parts);
        Assert.Equal(net.Alive, mask.ToArray());
    });

    [Fact]
    public void Damaged_bytes_are_a_mask_or_invalid_data_and_nothing_else() => Fuzz.Damaged(TinyBytes).Sample(bytes =>
    {
        try
        {
            Assert.Equal(bytes, MaskFile.Write(MaskFile.Read(bytes)));
        }
        catch (InvalidDataException)
        {
        }
    }, iter: 20_000);

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (var length = 0; length < TinyBytes.Length; length++) Assert.Throws<InvalidDataException>(() => MaskFile.Read(TinyBytes.AsSpan(0, length)));
        Assert.Throws<InvalidDataException>(() => MaskFile.Read([.. TinyBytes, 0]));
        Assert.Throws<InvalidDataException>(() => MaskFile.Read([.. TinyBytes, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "another magic", [.. "SWMASK2\n"u8, 0, 0, 0, 0] },
        { "more tensors than memory", [.. "SWMASK1\n"u8, 0xFF, 0xFF, 0xFF, 0xFF] },
        { "more tensors than the file has", [.. "SWMASK1\n"u8, 0xFF, 0xFF, 0, 0] },
        { "a name past the end", [.. "SWMASK1\n"u8, 1, 0, 0, 0, 0xFF, 0xFF, (byte)'a'] },
        { "a tensor of 2^32 - 1 weights", [.. "SWMASK1\n"u8, 1, 0, 0, 0, 1, 0, (byte)'a', 0xFF, 0xFF, 0xFF, 0xFF] },
        { "a tensor of 2^31 - 1 weights and no bits", [.. "SWMASK1\n"u8, 1, 0, 0, 0, 1, 0, (byte)'a', 0xFF, 0xFF, 0xFF, 0x7F] },
        { "a tensor twice", [.. "SWMASK1\n"u8, 2, 0, 0, 0, 1, 0, (byte)'a', 1, 0, 0, 0, 1, 0, (byte)'a', 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0] },
        { "a name that is not UTF-8", [.. "SWMASK1\n"u8, 1, 0, 0, 0, 1, 0, 0xFF, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0] },
        { "a bit past the end", [.. "SWMASK1\n"u8, 1, 0, 0, 0, 1, 0, (byte)'a', 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0] },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void Hostile_files_are_refused(string what, byte[] bytes)
    {
        Assert.NotEmpty(what);
        Assert.Throws<InvalidDataException>(() => MaskFile.Read(bytes));
    }
}
