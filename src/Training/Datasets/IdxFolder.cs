namespace Sweeper.Training.Datasets;

/// <summary>A folder with the four idx files of a dataset, each raw or with the ending .gz.</summary>
/// <param name="Path">The folder.</param>
/// <param name="TrainImages">The file of the training images.</param>
/// <param name="TrainLabels">The file of the training labels.</param>
/// <param name="TestImages">The file of the test images.</param>
/// <param name="TestLabels">The file of the test labels.</param>
internal sealed record IdxFolder(string Path, string TrainImages, string TrainLabels, string TestImages, string TestLabels)
{
    private static readonly string[] Names =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>The files in the order in which they are hashed.</summary>
    public IReadOnlyList<string> Files => [TrainImages, TrainLabels, TestImages, TestLabels];

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

    /// <summary>
    /// A text that changes when a file is replaced or written to: each file's path, length in bytes and time of change.
    /// </summary>
    /// <exception cref="DatasetException">A file has gone.</exception>
    public string Stamp()
    {
        try
        {
            return string.Join('\n', Files.Select(path =>
            {
                var file = new FileInfo(path);
                return $"{path}|{file.Length}|{file.LastWriteTimeUtc.Ticks}";
            }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{Path}: a file cannot be looked at ({e.Message}). Put the four idx files back.", e);
        }
    }

    private static string? FileOf(string folder, string name)
    {
        var raw = System.IO.Path.Combine(folder, name);
        return File.Exists(raw) ? raw : File.Exists(raw + ".gz") ? raw + ".gz" : null;
    }
}
