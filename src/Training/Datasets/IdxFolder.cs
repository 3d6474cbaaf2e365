namespace Sweeper.Training.Datasets;

/// <summary>A folder with the four idx files of a dataset, each raw or with the ending .gz.</summary>
/// <param name="Path">The folder.</param>
/// <param name="TrainImages">The file of the training images.</param>
/// <param name="TrainLabels">The file of the training labels.</param>
/// <param name="TestImages">The file of the test images.</param>
/// <param name="TestLabels">The file of the test labels.</param>
internal sealed record IdxFolder(string Path, string TrainImages, string TrainLabels, string TestImages, string TestLabels)
    : FilesInMemory(Path, [TrainImages, TrainLabels, TestImages, TestLabels])
{
    private static readonly string[] Names =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>The idx files of a folder; null where it has none of the four.</summary>
    /// <exception cref="DatasetException">The folder has some of the four files, but not all.</exception>
    public static IdxFolder? Find(string folder)
    {
        var files = Names.Select(name => FileOf(folder, name)).ToArray();
        if (files.All(file => file is null)) return null;
        var missing = Array.FindIndex(files, file => file is null);
        if (missing >= 0)
            throw new DatasetException(
                $"{folder}: the file {Names[missing]}[.gz] is missing. Put it beside the others, or remove the folder.");
        return new IdxFolder(folder, files[0]!, files[1]!, files[2]!, files[3]!);
    }

    /// <inheritdoc/>
    public override (LabelledImages Train, LabelledImages Test) ReadImages() => (Read(TrainImages, TrainLabels), Read(TestImages, TestLabels));

    private static LabelledImages Read(string imagesPath, string labelsPath)
    {
        var images = IdxFile.ReadImages(imagesPath);
        var labels = IdxFile.ReadLabels(labelsPath);
        if (labels.Length != images.Count)
            throw new DatasetException(
                $"{labelsPath}: it has {labels.Length} labels for the {images.Count} images of {imagesPath}. " +
                "Replace both files by those of one dataset.");
        return new LabelledImages(images.Geometry, images.Pixels, labels, imagesPath, labelsPath);
    }

    private static string? FileOf(string folder, string name)
    {
        var raw = System.IO.Path.Combine(folder, name);
        return File.Exists(raw) ? raw : File.Exists(raw + ".gz") ? raw + ".gz" : null;
    }
}
