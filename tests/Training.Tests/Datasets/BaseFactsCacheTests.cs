using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets;

public sealed class BaseFactsCacheTests : IDisposable
{
    private static readonly int[] Train = IdxFixture.Counts(6, 5, 4);
    private static readonly int[] Test = IdxFixture.Counts(2, 3, 1);
    private static readonly DatasetRef Letters = new("letters");

    private readonly IdxFixture _files = new();
    private readonly string _folder;

    public BaseFactsCacheTests() => _folder = _files.Dataset("letters", Train, Test);

    public void Dispose() => _files.Dispose();

    private string Images => Path.Combine(_folder, "train-images-idx3-ubyte");

    [Fact]
    public void Second_start_describes_without_reading_the_data()
    {
        var first = _files.Catalog().Describe(Letters);
        OverwriteUnnoticed(Images);
        Assert.Equal(first, _files.Catalog().Describe(Letters));
    }

    [Fact]
    public void Changed_file_is_described_anew()
    {
        var first = _files.Catalog().Describe(Letters)!;
        OverwriteUnnoticed(Images);
        File.SetLastWriteTimeUtc(Images, DateTime.UtcNow.AddMinutes(1));
        Assert.NotEqual(first.Digest, _files.Catalog().Describe(Letters)!.Digest);
    }

    [Fact]
    public void Loading_does_not_believe_the_cache()
    {
        var first = _files.Catalog().Describe(Letters)!;
        OverwriteUnnoticed(Images);
        Assert.Contains("have changed", Assert.Throws<DatasetException>(() => _files.Catalog().Load(Letters)).Message);
        // That reading has put the entry right, so the next start has the new content.
        Assert.NotEqual(first.Digest, _files.Catalog().Load(Letters).Digest);
    }

    [Fact]
    public void Content_described_is_the_content_loaded_or_nothing_is()
    {
        var catalog = _files.Catalog();
        _ = catalog.Describe(Letters);
        _files.Dataset("letters", Test, Train);
        Assert.Contains("have changed", Assert.Throws<DatasetException>(() => catalog.Load(Letters)).Message);
    }

    [Fact]
    public void Content_loaded_stays_what_is_described()
    {
        var catalog = _files.Catalog();
        var digest = catalog.Load(Letters).Digest;
        _files.Dataset("letters", Test, Train);
        Assert.Equal(digest, catalog.Describe(Letters)!.Digest);
    }

    [Fact]
    public void Damaged_entry_is_built_anew()
    {
        var first = _files.Catalog().Describe(Letters);
        var entry = Assert.Single(Directory.GetFiles(Path.Combine(_files.Cache, ".facts")));
        var whole = File.ReadAllText(entry);
        var falsified = whole.Replace("\"TrainCounts\":[6", "\"TrainCounts\":[7");
        Assert.NotEqual(whole, falsified);
        foreach (var damaged in (string[])["", "{}", "\0\0\n\0", whole[..^10], falsified])
        {
            File.WriteAllText(entry, damaged);
            Assert.Equal(first, _files.Catalog().Describe(Letters));
            Assert.Equal(whole, File.ReadAllText(entry));
        }
    }

    [Fact]
    public void Cache_that_cannot_be_written_is_no_error()
    {
        // A file where the folder would be: also root cannot write there.
        Directory.CreateDirectory(_files.Root);
        File.WriteAllText(_files.Cache, "");
        Assert.Equal(15, _files.Catalog().Describe(Letters)!.TrainImages);
        Assert.Equal(15, new DatasetCatalog(_files.Paths with { Cache = null }).Load(Letters).Train.Count);
    }

    [Fact]
    public void Nothing_but_the_entry_is_left_in_the_cache()
    {
        _ = _files.Catalog().Load(Letters);
        Assert.Equal(".json", Path.GetExtension(Assert.Single(Directory.GetFiles(_files.Cache, "*", SearchOption.AllDirectories))));
    }

    /// <summary>Other bytes with the length and time of the old: what no stamp shows.</summary>
    private static void OverwriteUnnoticed(string path)
    {
        var time = File.GetLastWriteTimeUtc(path);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 255;
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time);
    }
}
