using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Sweeper.Training.Tests.Datasets.Cifar;

/// <summary>Writes tar archives block by block as POSIX describes them, and as nobody should.</summary>
public sealed class Tar
{
    private readonly MemoryStream _bytes = new();

    /// <summary>The archive up to here, without an end.</summary>
    public byte[] Unended => _bytes.ToArray();

    /// <summary>The archive with the two blocks of zeros that end it.</summary>
    public byte[] Bytes => [.. Unended, .. new byte[1024]];

    /// <summary>One entry; <paramref name="change"/> gets the header before its checksum is made.</summary>
    public Tar Add(string name, byte[] content, char kind = '0', Action<byte[]>? change = null)
    {
        var header = new byte[512];
        Encoding.Latin1.GetBytes(name).CopyTo(header, 0);
        Octal(0b110_100_100).CopyTo(header, 100);
        Octal(content.Length, 12).CopyTo(header, 124);
        Octal(0, 12).CopyTo(header, 136);
        header[156] = (byte)kind;
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        change?.Invoke(header);
        header.AsSpan(148, 8).Fill((byte)' ');
        Octal(header.Sum(b => b)).CopyTo(header, 148);
        _bytes.Write(header);
        _bytes.Write(content);
        _bytes.Write(new byte[(512 - content.Length % 512) % 512]);
        return this;
    }

    /// <summary>A pax header for the next entry (kind x) or for all that follow (kind g).</summary>
    public Tar AddPax(char kind, params string[] records) =>
        Add("PaxHeaders/x", Encoding.Latin1.GetBytes(string.Concat(records.Select(Record))), kind);

    /// <summary>A change of an entry's header that declares another size.</summary>
    public static Action<byte[]> Size(string text) => header => Encoding.Latin1.GetBytes(text).CopyTo(header, 124);

    /// <summary>The same in GNU's form for sizes that need more than eleven octal digits.</summary>
    public static Action<byte[]> BinarySize(long size) => header =>
    {
        header[124] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), size);
    };

    // The length counts its own digits; these records all have two.
    private static string Record(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.Length + 4} {text}\n");

    private static byte[] Octal(long value, int length = 8) =>
        Encoding.Latin1.GetBytes(Convert.ToString(value, 8).PadLeft(length - 1, '0') + "\0");
}
