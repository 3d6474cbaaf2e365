using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Images;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Images;
using Sweeper.Training.Tests.Support;

namespace Sweeper.Training.Tests.Datasets;

public sealed class ImageFolderTests : IDisposable
{
    private readonly ImageFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_folder_of_classes_is_a_dataset()
    {
        var folder = _files.Folder("set", ["b", "A", "a"], train: 6, test: 2);
        _files.Write("set/train/a/.hidden.png", [1]);
        _files.Write("set/train/a/notes.txt", [1]);
        var info = _files.Catalog().Describe(new($"folder:{folder}"))!;
        var data = _files.Catalog().Load(new($"folder:{folder}"));
        Assert.Equal((new ImageGeometry(3, 12, 12), 3, 18, 6, data.Digest), (info.Geometry, info.Classes, info.TrainImages, info.TestImages, info.Digest));
        // Ordinal: A, a, b.
        Assert.Equal(["train/A/000.png", "train/A/001.JPG", "train/A/002.png"], data.Train.Files!.Paths[..3]);
        Assert.Equal((ushort)2, data.Train.Labels[^1]);
    }

    [Fact]
    public void Its_constants_are_those_of_the_training_pixels()
    {
        var folder = _files.Folder("set", ["a", "b"], train: 4, test: 2);
        var data = _files.Catalog().Load(new($"folder:{folder}"));
        var scratch = new ImageScratch();
        var red = Enumerable.Range(0, data.Train.Count).SelectMany(row =>
        {
            scratch.Load(data.Train.Files!, row);
            return scratch.Image.Bytes.ToArray().Where((_, i) => i % 4 == 0).Select(value => value / 255.0).ToList();
        }).ToList();
        var mean = red.Average();
        Assert.Equal(mean, data.Normalisation[0].Mean, 1e-6);
        Assert.Equal(Math.Sqrt(red.Average(value => (value - mean) * (value - mean))), data.Normalisation[0].Sd, 1e-6);
    }

    [Fact]
    public void Images_of_several_sizes_have_no_size_of_their_own()
    {
        var folder = _files.Folder("set", ["a", "b"], train: 2, test: 2);
        _files.Write("set/train/a/large.png", ImageFixture.Encode("large", 20, 30));
        var info = _files.Catalog().Describe(new($"folder:{folder}"))!;
        Assert.False(info.Geometry.HasSize);
        Assert.Equal(3, info.Geometry.Channels);
    }

    [Fact]
    public void The_digest_follows_content_and_names_and_nothing_else()
    {
        var first = Digest(_files.Folder("one", ["a", "b"], 3, 1));
        Assert.Equal(first, Digest(_files.Folder("two", ["a", "b"], 3, 1)));
        File.Move(Path.Combine(_files.Root, "two/train/a/000.png"), Path.Combine(_files.Root, "two/train/a/zzz.png"));
        Assert.NotEqual(first, Digest(Path.Combine(_files.Root, "two")));
        _files.Write("one/train/b/000.png", ImageFixture.Encode("other", 12, 12));
        Assert.NotEqual(first, Digest(Path.Combine(_files.Root, "one")));
    }

    [Fact]
    public void A_folder_that_changed_after_it_was_described_is_not_trained_on()
    {
        var folder = _files.Folder("set", ["a", "b"], 3, 1);
        var catalog = _files.Catalog();
        _ = catalog.Describe(new($"folder:{folder}"));
        _files.Write("set/train/a/000.png", ImageFixture.Encode("other", 13, 12));
        Assert.Contains("have changed", Assert.Throws<DatasetException>(() => catalog.Load(new($"folder:{folder}"))).Message);
    }

    [Fact]
    public void A_long_reading_is_announced_and_what_is_remembered_is_not_read()
    {
        var folder = _files.Folder("set", ["a", "b"], 3, 1);
        var said = new List<string>();
        for (var i = 0; i < 2; i++) _ = new DatasetCatalog(_files.Paths) { Notice = said.Add }.Describe(new($"folder:{folder}"));
        Assert.Contains(folder, Assert.Single(said));
    }

    [Fact]
    public void Facts_are_remembered_while_the_files_stay()
    {
        var folder = _files.Folder("set", ["a", "b"], 3, 1);
        var first = Digest(folder);
        // The same length and time: only what is remembered can say that all is well.
        var path = Path.Combine(folder, "train/a/000.png");
        var (time, length) = (File.GetLastWriteTimeUtc(path), (int)new FileInfo(path).Length);
        File.WriteAllBytes(path, new byte[length]);
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(first, Digest(folder));
        File.SetLastWriteTimeUtc(path, time.AddSeconds(1));
        Assert.Contains("000.png", Assert.Throws<DatasetException>(() => Digest(folder)).Message);
    }

    [Fact]
    public void Options_are_views_of_rows()
    {
        var folder = _files.Folder("set", ["a", "b", "c"], train: 8, test: 2);
        var data = _files.Catalog().Load(IdxFixture.Ref($"folder:{folder}", half: 'a', classes: [2, 0], fraction: 0.5m));
        Assert.Equal((4, 4, 2), (data.Train.Count, data.Test.Count, data.Classes));
        Assert.All(Enumerable.Range(0, 4), i => Assert.StartsWith(data.Train.Labels[i] == 0 ? "train/c/" : "train/a/", data.Train.Files!.Paths[data.Train.Rows[i]]));
    }

    [Theory]
    [InlineData("no folder at all", "there is no such folder")]
    [InlineData("no train", "no folder train")]
    [InlineData("no test", "no test set")]
    [InlineData("no classes", "no folder of a class")]
    [InlineData("empty class", "it has no image")]
    [InlineData("empty file", "it is empty")]
    [InlineData("nested", "a folder lies among the images")]
    [InlineData("webp", "only JPEG and PNG")]
    [InlineData("another class", "train has no class of this name")]
    [InlineData("missing class", "no folder of class b")]
    [InlineData("link out", "leads out of")]
    [InlineData("linked class", "leads out of")]
    [InlineData("dead link", "it cannot be read")]
    [InlineData("damaged", "no whole JPEG or PNG")]
    public void What_is_wrong_with_a_folder_is_said(string fault, string message)
    {
        var folder = fault == "no folder at all" ? Path.Combine(_files.Root, "gone") : _files.Folder("set", ["a", "b"], 2, 1);
        Break(fault, folder);
        var error = Assert.Throws<DatasetException>(() => _files.Catalog().Describe(new($"folder:{folder}")));
        Assert.Contains(message, error.Message);
        Assert.Contains(folder, error.Message);
    }

    [Fact]
    public void Links_inside_the_folder_are_followed()
    {
        var folder = _files.Folder("set", ["a", "b"], 2, 1);
        File.CreateSymbolicLink(Path.Combine(folder, "train/a/link.png"), Path.Combine(folder, "train/b/000.png"));
        Assert.Equal(5, _files.Catalog().Describe(new($"folder:{folder}"))!.TrainImages);
    }

    [Theory]
    [InlineData(Augmentation.None, null)]
    [InlineData(Augmentation.FlipCrop, null)]
    [InlineData(Augmentation.Imagenet, 16)]
    public void A_training_on_a_folder_is_the_same_again(Augmentation augmentation, int? size)
    {
        var folder = _files.Folder("set", ["a", "b", "c"], train: 20, test: 5);
        var (one, other) = (Train(folder, augmentation, size), Train(folder, augmentation, size));
        Assert.Equal(one.FinalState, other.FinalState);
        Assert.Equal(15, one.Total);
    }

    [Fact]
    public void An_image_that_is_damaged_after_it_was_looked_at_fails_the_stage_and_is_named()
    {
        var folder = _files.Folder("set", ["a", "b", "c"], train: 20, test: 5);
        var catalog = _files.Catalog();
        var stage = Stage(catalog, folder, Augmentation.Imagenet, 16);
        var data = catalog.Load(stage.Dataset);
        File.WriteAllBytes(data.Train.Files!.PathOf(23), new byte[data.Train.Files.Lengths[23]]);
        var outcome = new StageTrainer(new Unchanging(_ => data), new MemoryBlobs(), NumericEnvironments.Cpu(), ComputeDevice.Cpu).Run(Trainings.Order(stage), new StageProgress(), CancellationToken.None);
        var failed = Assert.IsType<StageOutcome.Failed>(outcome);
        Assert.Equal(FailureCause.Data, failed.Cause);
        Assert.Contains("train/b/003.JPG", failed.Message);
    }

    [Fact]
    public void Real_photographs_are_read()
    {
        var data = DatasetPaths.FromEnvironment().Search.Select(folder => Path.Combine(folder, "image-folder")).FirstOrDefault(Directory.Exists);
        Assert.SkipUnless(data is not null, "there is no image-folder on SWEEPER_DATA");
        var dataset = _files.Catalog().Load(new($"folder:{data}"));
        Assert.Equal(4, dataset.Classes);
        Assert.InRange(dataset.Normalisation[0].Mean, 0.3, 0.7);
    }

    private void Break(string fault, string folder)
    {
        var path = (string inner) => Path.Combine(folder, inner);
        switch (fault)
        {
            case "no train": Directory.Delete(path("train"), true); break;
            case "no test": Directory.Delete(path("val"), true); break;
            case "no classes": Directory.Delete(path("train"), true); Directory.CreateDirectory(path("train")); break;
            case "empty class": Directory.CreateDirectory(path("train/c")); Directory.CreateDirectory(path("val/c")); break;
            case "empty file": _files.Write("set/train/a/empty.png", []); break;
            case "nested": Directory.CreateDirectory(path("train/a/more")); break;
            case "webp": _files.Write("set/train/a/x.WebP", [1]); break;
            case "another class": _files.Write("set/val/c/0.png", [1]); break;
            case "missing class": Directory.Delete(path("val/b"), true); break;
            case "link out": File.CreateSymbolicLink(path("train/a/link.png"), _files.Write("outside.png", ImageFixture.Encode("x", 12, 12))); break;
            case "linked class": Directory.CreateSymbolicLink(path("train/c"), Directory.CreateDirectory(Path.Combine(_files.Root, "other")).FullName); break;
            case "dead link": File.CreateSymbolicLink(path("train/a/link.png"), path("gone.png")); break;
            case "damaged": _files.Write("set/train/a/000.png", [1, 2, 3]); break;
        }
    }

    private StageResult Train(string folder, Augmentation augmentation, int? size)
    {
        var catalog = _files.Catalog();
        return Trainings.Run(catalog, new MemoryBlobs(), Trainings.Order(Stage(catalog, folder, augmentation, size)));
    }

    private static StageSpec Stage(DatasetCatalog catalog, string folder, Augmentation augmentation, int? size)
    {
        var info = catalog.Describe(new($"folder:{folder}"))!;
        var stage = Trainings.Dense() with
        {
            Dataset = new($"folder:{folder}"),
            DatasetDigest = info.Digest,
            Input = new InputSpec(null, size, Normalisation.Dataset).For(info.Geometry),
        };
        return stage with { Recipe = stage.Recipe with { Augmentation = augmentation } };
    }

    private string Digest(string folder) => _files.Catalog().Describe(new($"folder:{folder}"))!.Digest!.Value.Hex;

    private sealed class Unchanging(Func<DatasetRef, Dataset> load) : IDatasetSource
    {
        public DatasetInfo? Describe(DatasetRef dataset) => throw new InvalidOperationException("a trainer describes nothing");

        public Dataset Load(DatasetRef dataset) => load(dataset);
    }
}
