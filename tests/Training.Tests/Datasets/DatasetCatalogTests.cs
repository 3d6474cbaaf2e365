using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets;

public sealed class DatasetCatalogTests : IDisposable
{
    private static readonly int[] Train = IdxFixture.Counts(6, 5, 4);
    private static readonly int[] Test = IdxFixture.Counts(2, 3, 1);

    private static readonly string[] IdxNames = ["fashion-mnist", "kmnist", "mnist"];

    private readonly IdxFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Folder_is_a_dataset_of_that_name()
    {
        _files.Dataset("letters", Train, Test);
        var dataset = _files.Catalog().Load(new DatasetRef("letters"));
        Assert.Equal((15, 6, 3), (dataset.Train.Count, dataset.Test.Count, dataset.Classes));
        Assert.Equal(new ImageGeometry(1, 3, 3), dataset.Train.Geometry);
        Assert.Equal(IdxFixture.Pixels(Train, 3), dataset.Train.Pixels);
        Assert.Equal(Test.Select(label => (ushort)label), dataset.Test.Labels);
    }

    [Fact]
    public void Raw_and_gzipped_files_have_one_digest_and_other_pixels_another()
    {
        _files.Dataset("raw", Train, Test);
        _files.Dataset("zipped", Train, Test, zipped: true);
        _files.Dataset("other", Train, Test, side: 4);
        var catalog = _files.Catalog();
        Assert.Equal(catalog.Load(new("raw")).Digest, catalog.Load(new("zipped")).Digest);
        Assert.NotEqual(catalog.Load(new("raw")).Digest, catalog.Load(new("other")).Digest);
    }

    [Fact]
    public void Base_digest_is_the_hash_of_the_four_decompressed_files()
    {
        var folder = _files.Dataset("letters", Train, Test);
        var bytes = IdxFixture.Names.SelectMany(name => File.ReadAllBytes(Path.Combine(folder, name))).ToArray();
        Assert.Equal(Training.Keys.Digest.Of(bytes), _files.Catalog().Origin(new("letters"))!.Digest);
    }

    [Fact]
    public void Every_option_has_its_own_digest_and_the_label_has_none()
    {
        _files.Dataset("letters", Train, Test);
        var catalog = _files.Catalog();
        DatasetRef[] refs =
        [
            IdxFixture.Ref("letters"), IdxFixture.Ref("letters", half: 'a'), IdxFixture.Ref("letters", half: 'b'),
            IdxFixture.Ref("letters", classes: [0, 1]), IdxFixture.Ref("letters", classes: [1, 0]),
            IdxFixture.Ref("letters", fraction: 0.5m), IdxFixture.Ref("letters", noise: 0.5m),
        ];
        Assert.Equal(refs.Length, refs.Select(dataset => catalog.Load(dataset).Digest).Distinct().Count());
        Assert.All(refs, dataset => Assert.Equal(catalog.Load(dataset).Digest, catalog.Load(dataset with { Label = "named" }).Digest));
        Assert.Equal("named", catalog.Load(refs[0] with { Label = "named" }).Ref.Display);
    }

    [Fact]
    public void Same_bytes_under_two_names_are_the_same_data_until_an_option_draws()
    {
        _files.Dataset("one", Train, Test);
        _files.Dataset("two", Train, Test);
        var catalog = _files.Catalog();
        Assert.Equal(catalog.Describe(IdxFixture.Ref("one", classes: [2])), catalog.Describe(IdxFixture.Ref("two", classes: [2])));
        Assert.NotEqual(catalog.Describe(IdxFixture.Ref("one", half: 'a')), catalog.Describe(IdxFixture.Ref("two", half: 'a')));
    }

    [Fact]
    public void Description_is_that_of_the_loaded_data()
    {
        _files.Dataset("letters", Train, Test);
        foreach (var dataset in (DatasetRef[])[IdxFixture.Ref("letters"), IdxFixture.Ref("letters", 'b', [2, 0], 0.5m, 0.5m)])
        {
            var info = _files.Catalog().Describe(dataset);
            var data = _files.Catalog().Load(dataset);
            Assert.Equal(new DatasetInfo(data.Train.Geometry, data.Classes, data.Train.Count, data.Test.Count, data.Digest), info);
        }
    }

    [Fact]
    public void Refs_share_the_pixels_of_their_base_also_between_threads()
    {
        _files.Dataset("letters", Train, Test);
        var catalog = _files.Catalog();
        DatasetRef[] refs = [new("letters"), IdxFixture.Ref("letters", half: 'a'), IdxFixture.Ref("letters", fraction: 0.5m)];
        var pixels = Enumerable.Range(0, 24).AsParallel().WithDegreeOfParallelism(8)
            .Select(i => catalog.Load(refs[i % 3]).Train.Pixels)
            .ToArray();
        Assert.Single(pixels.Distinct(ReferenceEqualityComparer.Instance));
        Assert.Same(catalog.Load(refs[1]), catalog.Load(refs[1]));
        Assert.Same(catalog.Load(refs[1]).Test, catalog.Load(refs[0]).Test);
    }

    [Fact]
    public void Normalisation_brings_the_training_pixels_of_the_base_to_mean_0_and_sd_1()
    {
        _files.Dataset("letters", Train, Test);
        var data = _files.Catalog().Load(IdxFixture.Ref("letters", half: 'a'));
        var values = data.Train.Pixels.Select(b => (b / 255.0 - data.Normalisation[0].Mean) / data.Normalisation[0].Sd).ToArray();
        Assert.Equal(0, values.Average(), 1e-5);
        Assert.Equal(1, values.Average(value => value * value), 1e-5);
    }

    [Fact]
    public void Known_dataset_is_described_without_data()
    {
        var catalog = _files.Catalog();
        foreach (var name in IdxNames)
            Assert.Equal(new DatasetInfo(new(1, 28, 28), 10, 60000, 10000, null), catalog.Describe(new(name)));
        Assert.Equal(["cifar-10", "cifar-100", "fashion-mnist", "imagenet", "kmnist", "mnist", "places365", "svhn"], DatasetCatalog.KnownNames);
        // Of 5923 zeros and 6742 ones, b has 2961 and 3371, a tenth of which is 296 and 337.
        Assert.Equal(
            new DatasetInfo(new(1, 28, 28), 2, 633, 2115, null), catalog.Describe(IdxFixture.Ref("mnist", 'b', [1, 0], 0.1m)));
    }

    [Fact]
    public void Unknown_name_is_described_by_nothing_and_refused_with_the_remedy()
    {
        var catalog = _files.Catalog();
        Assert.Null(catalog.Describe(new("nonsense")));
        Assert.Null(catalog.Origin(new("nonsense")));
        foreach (var act in (Action[])[() => catalog.Load(new("nonsense")), () => catalog.EnsureAvailable(new("nonsense"))])
        {
            var message = Assert.Throws<DatasetException>(act).Message;
            Assert.Contains(_files.Data, message);
            Assert.Contains("SWEEPER_DATA", message);
        }
    }

    [Theory]
    [InlineData("../data/letters")]
    [InlineData("/etc")]
    [InlineData(".facts")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\nb")]
    public void Name_that_is_no_folder_s_name_is_never_looked_for(string name)
    {
        _files.Dataset("letters", Train, Test);
        Assert.Null(_files.Catalog().Describe(new(name)));
        Assert.Throws<DatasetException>(() => _files.Catalog().Load(new(name)));
    }

    [Theory, InlineData("imagenet", 1000, 1_281_167, 50_000), InlineData("places365", 365, 1_803_460, 36_500)]
    public void Photographs_are_counted_without_data_where_no_option_needs_their_classes(string name, int classes, int train, int test)
    {
        var catalog = _files.Catalog();
        Assert.Equal(new DatasetInfo(new(3, 224, 224), classes, train, test, null), catalog.Describe(new(name)));
        var error = Assert.Throws<DatasetException>(() => catalog.Describe(IdxFixture.Ref(name, fraction: 0.1m)));
        Assert.Contains("known from its files only", error.Message);
        Assert.Contains("SWEEPER_DATA", error.Message);
        Assert.Contains("not on this machine", Assert.Throws<DatasetException>(() => catalog.Load(new(name))).Message);
    }

    [Fact]
    public void Search_folders_come_before_the_cache_and_the_cache_before_the_system()
    {
        foreach (var under in (string[])[Path.Combine(_files.Root, "system"), _files.Cache, _files.Data])
        {
            _files.Dataset("letters", Train, Test, under: under);
            Assert.Equal(Path.Combine(under, "letters"), _files.Catalog().Origin(new("letters"))!.Folder);
        }
    }

    [Fact]
    public void Dataset_put_in_place_later_is_found()
    {
        var catalog = _files.Catalog();
        Assert.Null(catalog.Describe(new("letters")));
        Assert.Throws<DatasetException>(() => catalog.Load(new("letters")));
        _files.Dataset("letters", Train, Test);
        catalog.EnsureAvailable(new("letters"));
        Assert.Equal(15, catalog.Load(new("letters")).Train.Count);
    }

    [Fact]
    public void Folder_that_lacks_a_file_is_refused_with_the_file_s_name()
    {
        File.Delete(Path.Combine(_files.Dataset("letters", Train, Test), "t10k-labels-idx1-ubyte"));
        var message = Assert.Throws<DatasetException>(() => _files.Catalog().Describe(new("letters"))).Message;
        Assert.Contains("t10k-labels-idx1-ubyte[.gz] is missing", message);
    }

    [Fact]
    public void Files_that_do_not_fit_together_are_refused()
    {
        Refused("labels-short", 1, IdxFixture.Labels(0, 1, 2), "3 labels for the 15 images");
        Refused("test-label", 3, IdxFixture.Labels(0, 0, 1, 1, 1, 3), "label 5 is 3");
        Refused("test-shape", 2, IdxFixture.Images(6, 2, 2, new byte[24]), "its images are 1x2x2");
        Refused("constant", 0, IdxFixture.Images(15, 3, 3, new byte[135]), "same value");
        // A known name has its published classes, whatever the labels are.
        Refused("mnist", 1, IdxFixture.Labels([.. Train[..^1], 10]), "label 14 is 10");
    }

    [Fact]
    public void Known_name_with_other_content_is_unofficial_and_keeps_its_published_classes()
    {
        foreach (var name in IdxNames)
        {
            _files.Dataset(name, Train, Test);
            Assert.Equal("unofficial", _files.Catalog().Origin(new(name))!.Provenance);
            Assert.Equal((10, 15), (_files.Catalog().Describe(new(name))!.Classes, _files.Catalog().Describe(new(name))!.TrainImages));
        }
    }

    private void Refused(string name, int file, byte[] bytes, string because)
    {
        var path = Path.Combine(_files.Dataset(name, Train, Test), IdxFixture.Names[file]);
        File.WriteAllBytes(path, bytes);
        var message = Assert.Throws<DatasetException>(() => _files.Catalog().Load(new(name))).Message;
        Assert.Contains(path, message);
        Assert.Contains(because, message);
        Assert.Equal(message, Assert.Throws<DatasetException>(() => _files.Catalog().Describe(new(name))).Message);
    }
}
