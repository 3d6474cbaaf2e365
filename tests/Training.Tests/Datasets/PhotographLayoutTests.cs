using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.ImageFolders;
using Sweeper.Training.Tests.Images;

namespace Sweeper.Training.Tests.Datasets;

/// <summary>The layouts in which ImageNet and Places365 are published, with a few classes of a few images.</summary>
public sealed class PhotographLayoutTests : IDisposable
{
    private static readonly string[] Wnids = ["n01440764", "n01443537", "n02119789"];
    private readonly ImageFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Theory, InlineData("imagenet"), InlineData("imagenet/ILSVRC/Data/CLS-LOC")]
    public void ImageNet_with_folders_for_both_is_read(string root)
    {
        Train(root);
        foreach (var wnid in Wnids) Image($"{root}/val/{wnid}/ILSVRC2012_val_00000001.JPEG");
        Assert.Equal([0, 1, 2], TestLabels("imagenet"));
    }

    // The key of a training has the digest and no constants: one digest for both would let one training stand for the other.
    [Fact]
    public void The_same_files_by_name_and_as_a_folder_are_other_data_because_their_constants_differ()
    {
        Train("imagenet");
        foreach (var wnid in Wnids) Image($"imagenet/val/{wnid}/ILSVRC2012_val_00000001.JPEG");
        var published = new PublishedDataset(new(3, 8, 8), TrainCounts: default, TestCounts: [1, 1, 1]);
        var named = ImagenetFormat.Instance.Find(_files.Root, "imagenet")!.Establish(published);
        var folder = new StreamedFiles(Path.Combine(_files.Root, "imagenet"), () => ClassFolders.Read(Path.Combine(_files.Root, "imagenet")), Decoded: true).Establish(null);
        Assert.NotEqual(named.Normalisation.AsEnumerable(), folder.Normalisation.AsEnumerable());
        Assert.NotEqual(named.Digest, folder.Digest);
    }

    [Fact]
    public void A_flat_validation_set_is_labelled_by_the_solution_file()
    {
        Train("imagenet");
        for (var i = 1; i <= 3; i++) Image($"imagenet/val/ILSVRC2012_val_0000000{i}.JPEG");
        Assert.Contains("LOC_val_solution.csv", Assert.Throws<DatasetException>(() => TestLabels("imagenet")).Message);
        Text("imagenet/LOC_val_solution.csv", "ImageId,PredictionString", "ILSVRC2012_val_00000002,n01440764 1 2 3 4 n01440764 5 6 7 8", "ILSVRC2012_val_00000001,n02119789 1 2 3 4", "ILSVRC2012_val_00000003,n01443537 1 2 3 4");
        Assert.Equal([2, 0, 1], TestLabels("imagenet"));
        Text("imagenet/LOC_val_solution.csv", "ImageId,PredictionString", "ILSVRC2012_val_00000002,n09999999 1 2 3 4");
        Assert.Contains("line 2 is not", Assert.Throws<DatasetException>(() => TestLabels("imagenet")).Message);
        Text("imagenet/LOC_val_solution.csv", "ImageId,PredictionString", "ILSVRC2012_val_00000002,n01440764 1 2 3 4");
        Assert.Contains("has no class for it", Assert.Throws<DatasetException>(() => TestLabels("imagenet")).Message);
    }

    [Fact]
    public void A_flat_validation_set_is_labelled_by_the_ground_truth_in_the_devkit_s_order()
    {
        Train("imagenet");
        for (var i = 1; i <= 3; i++) Image($"imagenet/val/ILSVRC2012_val_0000000{i}.JPEG");
        // The devkit's numbers are not in the order of the names.
        Text("imagenet/map_clsloc.txt", "n02119789 1 kit_fox", "n01443537 2 goldfish", "n01440764 3 tench");
        Text("imagenet/ILSVRC2012_validation_ground_truth.txt", "3", "1", "2");
        Assert.Equal([0, 2, 1], TestLabels("imagenet"));
        Text("imagenet/ILSVRC2012_validation_ground_truth.txt", "3", "4", "2");
        Assert.Contains("line 2 is not", Assert.Throws<DatasetException>(() => TestLabels("imagenet")).Message);
        Text("imagenet/ILSVRC2012_validation_ground_truth.txt", "3", "1", "2", "2");
        Assert.Contains("has 3 images", Assert.Throws<DatasetException>(() => TestLabels("imagenet")).Message);
    }

    [Fact]
    public void Places365_is_read_in_both_of_its_layouts()
    {
        foreach (var category in (string[])["airfield", "bar", "zen_garden"])
        {
            Image($"places365_standard/train/{category}/00000001.jpg");
            Image($"places365_standard/val/{category}/Places365_val_00000001.jpg");
        }
        Assert.Equal([0, 1, 2], TestLabels("places365"));

        Text("places365/categories_places365.txt", "/a/airfield 0", "/a/apartment_building/outdoor 1", "/b/bar 2");
        foreach (var category in (string[])["a/airfield", "a/apartment_building/outdoor", "b/bar"]) Image($"places365/data_256/{category}/00000001.jpg");
        for (var i = 1; i <= 3; i++) Image($"places365/val_256/Places365_val_0000000{i}.jpg");
        Text("places365/places365_val.txt", "Places365_val_00000001.jpg 1", "Places365_val_00000002.jpg 2", "Places365_val_00000003.jpg 0");
        Assert.Equal([1, 2, 0], TestLabels("places365"));
        Text("places365/places365_val.txt", "Places365_val_00000001.jpg 3");
        Assert.Contains("line 1 is not", Assert.Throws<DatasetException>(() => TestLabels("places365")).Message);
        Text("places365/categories_places365.txt", "/a/../../airfield 0");
        Assert.Contains("line 1 is not", Assert.Throws<DatasetException>(() => TestLabels("places365")).Message);
    }

    [Fact]
    public void A_part_of_the_classes_is_not_the_published_dataset()
    {
        Train("imagenet");
        foreach (var wnid in Wnids) Image($"imagenet/val/{wnid}/1.JPEG");
        Assert.Contains("3 classes; the published dataset has 1000", Assert.Throws<DatasetException>(() => _files.Catalog().Describe(new("imagenet"))).Message);
    }

    private void Train(string root)
    {
        foreach (var wnid in Wnids) Image($"{root}/train/{wnid}/{wnid}_1.JPEG");
    }

    private void Image(string path) => _files.Write(path, ImageFixture.Encode("x", 8, 8, png: false));

    private void Text(string path, params string[] lines) => _files.Write(path, [.. System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")]);

    // In the order of the files' names. The published number of classes is checked later, with the facts.
    private int[] TestLabels(string name)
    {
        IBaseFormat format = name == "imagenet" ? ImagenetFormat.Instance : Places365Format.Instance;
        return [.. Assert.IsType<StreamedFiles>(format.Find(_files.Root, name)).List().Test.Select(entry => (int)entry.Label)];
    }
}
