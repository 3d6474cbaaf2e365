using System.Collections.Frozen;
using System.Formats.Tar;
using System.Security.Cryptography;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Cifar;

namespace Sweeper.Training.Tests.Datasets.Cifar;

public sealed class CifarTests : IDisposable
{
    private readonly IdxFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Archive_is_read_as_its_page_describes_it()
    {
        var path = CifarFixture.Archive(_files, CifarFixture.Tar(CifarFixture.Batches()).Bytes);
        var catalog = _files.Catalog();
        var data = catalog.Load(CifarFixture.Cifar10);
        Assert.Equal((10, 3, 10), (data.Train.Count, data.Test.Count, data.Classes));
        Assert.Equal(new ImageGeometry(3, 32, 32), data.Train.Geometry);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], data.Train.Labels);
        Assert.Equal([9, 0, 5], data.Test.Labels);
        Assert.Equal(CifarFixture.Pixels(41), data.Train.Image(7));
        Assert.Equal(CifarFixture.Pixels(62), data.Test.Image(2));
        Assert.Equal(3, data.Normalisation.Length);
        Assert.Equal(path, catalog.Origin(CifarFixture.Cifar10)!.Folder);
        Assert.Equal("unofficial", catalog.Origin(CifarFixture.Cifar10)!.Provenance);
        Assert.Equal(new DatasetInfo(data.Train.Geometry, 10, 10, 3, data.Digest), _files.Catalog().Describe(CifarFixture.Cifar10));
    }

    [Fact]
    public void Digest_is_that_of_idx_files_of_four_dimensions_whatever_the_container()
    {
        var batches = CifarFixture.Batches();
        CifarFixture.Archive(_files, CifarFixture.Tar(batches).Bytes);
        var packed = _files.Catalog().Origin(CifarFixture.Cifar10)!.Digest;
        File.Delete(Path.Combine(_files.Data, "cifar-10-binary.tar.gz"));
        CifarFixture.Unpack(Path.Combine(_files.Data, "cifar-10-batches-bin"), batches);
        Assert.Equal(packed, _files.Catalog().Origin(CifarFixture.Cifar10)!.Digest);
        var pixels = (int[])[10, 11, 20, 21, 30, 31, 40, 41, 50, 51];
        byte[] content =
        [
            .. IdxFixture.Header(0x804, 10, 3, 32, 32), .. pixels.SelectMany(CifarFixture.Pixels),
            .. IdxFixture.Labels(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
            .. IdxFixture.Header(0x804, 3, 3, 32, 32), .. ((int[])[60, 61, 62]).SelectMany(CifarFixture.Pixels),
            .. IdxFixture.Labels(9, 0, 5),
        ];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), packed.Hex);
    }

    [Theory]
    [InlineData("cifar-10-batches-bin")]
    [InlineData("cifar-10/cifar-10-batches-bin")]
    [InlineData("cifar-10")]
    public void Unpacked_folder_is_found(string folder)
    {
        CifarFixture.Unpack(Path.Combine(_files.Data, folder), CifarFixture.Batches());
        Assert.Equal(Path.Combine(_files.Data, folder), _files.Catalog().Origin(CifarFixture.Cifar10)!.Folder);
    }

    [Fact]
    public void Archive_is_found_in_a_folder_of_the_dataset_s_name_in_every_folder_searched()
    {
        Directory.CreateDirectory(Path.Combine(_files.Cache, "cifar-10"));
        var packed = Path.Combine(_files.Cache, "cifar-10", "cifar-10-binary.tar.gz");
        File.WriteAllBytes(packed, IdxFixture.Gzip(CifarFixture.Tar(CifarFixture.Batches()).Bytes));
        Assert.Equal(packed, _files.Catalog().Origin(CifarFixture.Cifar10)!.Folder);
    }

    [Fact]
    public void Cifar_100_has_its_fine_labels()
    {
        var batches = new Dictionary<string, byte[]>
        {
            ["test.bin"] = CifarFixture.Batch(5, [99, 0], coarse: [19, 0]),
            ["train.bin"] = CifarFixture.Batch(1, [42, 99, 7], coarse: [3, 19, 0]),
        };
        CifarFixture.Archive(_files, CifarFixture.Tar(batches, "cifar-100-binary").Bytes, "cifar-100-binary.tar.gz");
        var data = _files.Catalog().Load(new("cifar-100"));
        Assert.Equal(100, data.Classes);
        Assert.Equal([42, 99, 7], data.Train.Labels);
        Assert.Equal([99, 0], data.Test.Labels);
        Assert.Equal(CifarFixture.Pixels(3), data.Train.Image(2));
    }

    [Fact]
    public void Options_are_views_of_it_as_of_every_dataset()
    {
        var batches = CifarFixture.Batches();
        batches["data_batch_1.bin"] = CifarFixture.Batch(10, [.. Enumerable.Range(0, 70).Select(i => i % 10)]);
        CifarFixture.Archive(_files, CifarFixture.Tar(batches).Bytes);
        var catalog = _files.Catalog();
        var whole = catalog.Load(CifarFixture.Cifar10);
        var part = catalog.Load(IdxFixture.Ref("cifar-10", 'a', [9, 5], 0.5m, 0.5m));
        Assert.Same(whole.Train.Pixels, part.Train.Pixels);
        // Of eight images of each class a half has four, a half of which is two.
        Assert.Equal((2, 4), (part.Classes, part.Train.Count));
        Assert.All(part.Train.Rows, row => Assert.Contains(whole.Train.Labels[row], (ushort[])[9, 5]));
    }

    [Fact]
    public void Training_files_are_in_their_order_whatever_that_of_the_archive()
    {
        CifarFixture.Archive(_files, CifarFixture.Tar(CifarFixture.Batches().Reverse().ToDictionary()).Bytes);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], _files.Catalog().Load(CifarFixture.Cifar10).Train.Labels);
    }

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Archives_of_other_writers_are_read(TarEntryFormat format)
    {
        var source = Path.Combine(_files.Root, "cifar-10-batches-bin");
        CifarFixture.Unpack(source, CifarFixture.Batches());
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var path in Directory.GetFiles(source)) writer.WriteEntry(path, $"./cifar-10-batches-bin/{Path.GetFileName(path)}");
        }
        CifarFixture.Archive(_files, bytes.ToArray());
        Assert.Equal([9, 0, 5], _files.Catalog().Load(CifarFixture.Cifar10).Test.Labels);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fewer_training_files_are_accepted_as_unofficial_but_none_or_no_test_file_are_not(bool packed)
    {
        var all = CifarFixture.Batches();
        Put(packed, new() { ["data_batch_3.bin"] = all["data_batch_3.bin"], ["test_batch.bin"] = all["test_batch.bin"] });
        Assert.Equal([4, 5], _files.Catalog().Load(CifarFixture.Cifar10).Train.Labels);
        Assert.False(_files.Catalog().Origin(CifarFixture.Cifar10)!.Official);

        Put(packed, new() { ["test_batch.bin"] = all["test_batch.bin"] });
        Assert.Contains("data_batch_1.bin or data_batch_2.bin", Assert.Throws<DatasetException>(() => _files.Catalog().Describe(CifarFixture.Cifar10)).Message);
        all.Remove("test_batch.bin");
        Put(packed, all);
        Assert.Contains("test_batch.bin is missing", Assert.Throws<DatasetException>(() => _files.Catalog().Describe(CifarFixture.Cifar10)).Message);
    }

    [Fact]
    public void Official_are_all_files_with_the_published_hashes_and_no_fewer()
    {
        var folder = Path.Combine(_files.Data, "cifar-10");
        var batches = CifarFixture.Batches();
        CifarFixture.Unpack(folder, batches);
        var published = new PublishedDataset(CifarFormat.Geometry, [.. Enumerable.Repeat(1, 10)], [1, 0, 0, 0, 0, 1, 0, 0, 0, 1])
        {
            Files = batches.ToFrozenDictionary(file => file.Key, file => Training.Keys.Digest.Of(file.Value)),
        };
        Assert.True(Official(published));
        Assert.False(Official(published with { Files = FrozenDictionary<string, Training.Keys.Digest>.Empty }));
        File.WriteAllBytes(Path.Combine(folder, "data_batch_2.bin"), CifarFixture.Batch(21, [2, 3]));
        Assert.False(Official(published));
        File.Delete(Path.Combine(folder, "data_batch_2.bin"));
        Assert.False(Official(published));

        bool Official(PublishedDataset of) => CifarFormat.Cifar10.Find(_files.Data, "cifar-10")!.Establish(of).Official;
    }

    [Fact]
    public void Absent_it_is_described_as_published_and_refused_with_the_remedy()
    {
        var catalog = _files.Catalog();
        Assert.Equal(new DatasetInfo(new(3, 32, 32), 10, 50000, 10000, null), catalog.Describe(CifarFixture.Cifar10));
        Assert.Equal(new DatasetInfo(new(3, 32, 32), 100, 50000, 10000, null), catalog.Describe(new("cifar-100")));
        Assert.Contains("Put cifar-10-binary.tar.gz", Assert.Throws<DatasetException>(() => catalog.Load(CifarFixture.Cifar10)).Message);
    }

    [Fact]
    public void Facts_are_remembered_and_seen_to_be_of_another_archive()
    {
        var path = CifarFixture.Archive(_files, CifarFixture.Tar(CifarFixture.Batches()).Bytes);
        var first = _files.Catalog().Describe(CifarFixture.Cifar10);
        Assert.Equal(first, _files.Catalog().Describe(CifarFixture.Cifar10));
        Assert.Single(Directory.GetFiles(Path.Combine(_files.Cache, ".facts")));
        var batches = CifarFixture.Batches();
        batches["data_batch_1.bin"] = CifarFixture.Batch(10, [0, 2]);
        CifarFixture.Archive(_files, CifarFixture.Tar(batches).Bytes);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        Assert.NotEqual(first, _files.Catalog().Describe(CifarFixture.Cifar10));
    }

    private void Put(bool packed, Dictionary<string, byte[]> batches)
    {
        var folder = Path.Combine(_files.Data, "cifar-10-batches-bin");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        if (packed) CifarFixture.Archive(_files, CifarFixture.Tar(batches).Bytes);
        else CifarFixture.Unpack(folder, batches);
    }
}
