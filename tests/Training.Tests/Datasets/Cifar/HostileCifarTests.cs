using CsCheck;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets.Cifar;

public sealed class HostileCifarTests : IDisposable
{
    private const string Folder = "cifar-10-batches-bin";
    private const string Wanted = Folder + "/test_batch.bin";

    private readonly IdxFixture _files = new();
    private readonly Dictionary<string, byte[]> _train = new() { ["data_batch_1.bin"] = CifarFixture.Batch(1, [0, 1]) };
    private readonly byte[] _test = CifarFixture.Batch(2, [3]);

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("../cifar-10-batches-bin/test_batch.bin")]
    [InlineData("/cifar-10-batches-bin/test_batch.bin")]
    [InlineData("cifar-10-batches-bin/../test_batch.bin")]
    [InlineData("test_batch.bin")]
    [InlineData("a/very/other/place/test_batch.bin")]
    public void File_that_is_elsewhere_in_the_archive_is_refused(string name) => Refused(Train().Add(name, _test), $"it has {name} where");

    [Fact]
    public void Name_split_over_the_prefix_is_put_together() =>
        Refused(Train().Add("test_batch.bin", _test, change: header => "../../etc"u8.CopyTo(header.AsSpan(345))), "it has ../../etc/test_batch.bin where");

    [Theory]
    [InlineData('1', "a hard link")]
    [InlineData('2', "a symbolic link")]
    [InlineData('3', "a device")]
    [InlineData('4', "a device")]
    [InlineData('5', "a folder")]
    [InlineData('6', "a pipe")]
    [InlineData('S', "with holes")]
    [InlineData('\a', "type ?")]
    public void Anything_but_a_plain_file_is_refused_in_its_place(char kind, string because) =>
        Refused(Train().Add(Wanted, [], kind, header => "/etc/passwd"u8.CopyTo(header.AsSpan(157))), because);

    [Fact]
    public void Everything_else_in_an_archive_is_passed_over_and_nothing_is_written()
    {
        var tar = Train()
            .Add("../../outside", [1, 2, 3])
            .Add("/etc/sweeper-test", [1])
            .Add(Folder + "/link", [], '2', header => "../../outside"u8.CopyTo(header.AsSpan(157)))
            .Add("dev/null", [], '3')
            .Add(Folder + "/sub/../other.bin", new byte[5000])
            .AddPax('x', "mtime=1700000000.5", "comment=packed elsewhere")
            .Add(Wanted, _test);
        CifarFixture.Archive(_files, tar.Bytes);
        var before = Directory.GetFileSystemEntries(_files.Root, "*", SearchOption.AllDirectories);
        Assert.Equal(1, new DatasetCatalog(_files.Paths with { Cache = null }).Load(CifarFixture.Cifar10).Test.Count);
        Assert.Equal(before, Directory.GetFileSystemEntries(_files.Root, "*", SearchOption.AllDirectories));
        Assert.False(File.Exists("/etc/sweeper-test"));
    }

    [Fact]
    public void File_that_is_there_twice_is_refused() => Refused(Train().Add(Wanted, _test).Add("./" + Wanted, _test), "twice");

    [Fact]
    public void Sizes_beyond_the_archive_or_the_format_are_refused()
    {
        Refused(Train().Add(Wanted, _test, change: Tar.Size("77777777777\0")), "declares 8589934591 bytes");
        Refused(Train().Add(Wanted, _test, change: Tar.BinarySize(long.MaxValue)), "no octal number");
        Refused(Train().Add(Wanted, _test, change: Tar.Size("-0000000001\0")), "no octal number");
        Refused(Train().Add("other", [], change: Tar.Size("77777777777\0")), "declares 8589934591 bytes");
        Refused(Train().Add(Wanted, []), "not a number of whole records");
        Refused(Train().Add(Wanted, _test[..^1]), "test_batch.bin has 3072 bytes");
        Refused(Train().Add(Wanted, new byte[3073 * 10_001]), "has 10001 records; there are at most 10000");
    }

    [Theory]
    [InlineData('x', "path=cifar-10-batches-bin/other.bin")]
    [InlineData('x', "size=3072")]
    [InlineData('x', "GNU.sparse.major=1")]
    [InlineData('g', "size=99999")]
    public void Extended_header_that_changes_a_file_is_refused(char kind, string record) =>
        Refused(Train().AddPax(kind, record).Add(Wanted, _test), "extended header");

    [Fact]
    public void Other_names_for_a_file_are_refused_and_great_extended_headers_too()
    {
        Refused(Train().Add("././@LongLink", "elsewhere\0"u8.ToArray(), 'L').Add(Wanted, _test), "extended header");
        Refused(Train().Add("x", new byte[1 << 17], 'x').Add(Wanted, _test), "extended header of 131072 bytes");
        // A great number of headers is bounded by the whole.
        var many = Train();
        for (var i = 0; i < 1000; i++) many.AddPax('g', "path=elsewhere");
        Refused(many.Add(Wanted, _test), "extended header");
        // What an extended header calls by a wanted name is still not the file.
        Refused(Train().AddPax('x', $"path={Wanted}").Add("other", _test), "test_batch.bin is missing");
    }

    [Fact]
    public void Labels_of_no_class_are_refused_with_their_place()
    {
        Refused(Train().Add(Wanted, CifarFixture.Batch(1, [9, 10])), "record 1 of test_batch.bin has the label 10, but there are 0..9");
        var coarse = CifarFixture.Batch(1, [99], coarse: [20]);
        var tar = new Tar().Add("cifar-100-binary/train.bin", coarse).Add("cifar-100-binary/test.bin", coarse);
        CifarFixture.Archive(_files, tar.Bytes, "cifar-100-binary.tar.gz");
        Assert.Contains("the label 20, but there are 0..19", Assert.Throws<DatasetException>(() => _files.Catalog().Load(new("cifar-100"))).Message);
    }

    [Fact]
    public void Archive_cut_short_at_any_block_is_refused()
    {
        var whole = Train().Add(Wanted, _test).Unended;
        for (var length = 0; length < whole.Length; length += 512) Refused(whole[..length]);
        foreach (var length in (int[])[1, 511, 513, 700, whole.Length - 1]) Refused(whole[..length]);
        // Without the blocks that end it an archive is cut short as well.
        Refused(whole);
    }

    [Fact]
    public void Gzip_data_cut_short_or_prolonged_are_refused()
    {
        var zipped = IdxFixture.Gzip(Train().Add(Wanted, _test).Bytes);
        for (var length = 0; length < zipped.Length; length += 7) RefusedRaw(zipped[..length], "");
        for (var length = zipped.Length - 12; length < zipped.Length; length++) RefusedRaw(zipped[..length], "");
        RefusedRaw([.. zipped, 0], "");
        RefusedRaw(Train().Add(Wanted, _test).Bytes, "not a gzip file");
    }

    [Fact]
    public void No_more_is_inflated_than_an_archive_of_the_format_holds()
    {
        // 256 MiB of zeros behind a whole archive; and the same with a length at its end that an archive could have.
        var bomb = IdxFixture.Gzip([.. Train().Add(Wanted, _test).Bytes, .. new byte[256 << 20]]);
        RefusedRaw(bomb, "would inflate to");
        BitConverter.TryWriteBytes(bomb.AsSpan(bomb.Length - 4), 20_000);
        var path = CifarFixture.Raw(_files, bomb);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(path, Assert.Throws<DatasetException>(() => _files.Catalog().Describe(CifarFixture.Cifar10)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Flipped_bits_are_refused_or_change_nothing()
    {
        var zipped = IdxFixture.Gzip(Train().Add(Wanted, _test).Bytes);
        CifarFixture.Raw(_files, zipped);
        var digest = _files.Catalog().Origin(CifarFixture.Cifar10)!.Digest;
        Gen.Int[0, zipped.Length - 1].Select(Gen.Int[0, 7]).Sample(
            (at, bit) =>
            {
                var bytes = zipped.ToArray();
                bytes[at] ^= (byte)(1 << bit);
                ReadOrRefused(bytes, found => Assert.Equal(digest, found));
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public void Flipped_bits_of_headers_are_refused_or_read()
    {
        var tar = Train().Add(Wanted, _test).Bytes;
        int[] headers = [0, 512 + 512 * 13];
        Gen.OneOfConst(headers).Select(Gen.Int[0, 511], Gen.Int[0, 7]).Sample(
            (header, at, bit) =>
            {
                var bytes = tar.ToArray();
                bytes[header + at] ^= (byte)(1 << bit);
                ReadOrRefused(IdxFixture.Gzip(bytes), _ => { });
            },
            iter: 500,
            threads: 1);
    }

    private Tar Train()
    {
        var tar = new Tar();
        foreach (var (name, bytes) in _train) tar.Add($"{Folder}/{name}", bytes);
        return tar;
    }

    private void Refused(Tar tar, string because) => RefusedRaw(IdxFixture.Gzip(tar.Bytes), because);

    private void Refused(byte[] tar) => RefusedRaw(IdxFixture.Gzip(tar), "");

    private void RefusedRaw(byte[] bytes, string because)
    {
        var path = CifarFixture.Raw(_files, bytes);
        var message = Assert.Throws<DatasetException>(() => new DatasetCatalog(_files.Paths with { Cache = null }).Load(CifarFixture.Cifar10)).Message;
        Assert.StartsWith(path + ": ", message);
        Assert.Contains(because, message);
    }

    private void ReadOrRefused(byte[] bytes, Action<Training.Keys.Digest> read)
    {
        var path = CifarFixture.Raw(_files, bytes);
        try
        {
            read(new DatasetCatalog(_files.Paths with { Cache = null }).Origin(CifarFixture.Cifar10)!.Digest);
        }
        catch (DatasetException e)
        {
            Assert.StartsWith(path + ": ", e.Message);
        }
    }
}
