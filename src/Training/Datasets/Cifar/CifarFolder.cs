namespace Sweeper.Training.Datasets.Cifar;

/// <summary>The folder that CIFAR's archive unpacks to, with all training files or some of them.</summary>
/// <param name="Format">Which CIFAR.</param>
/// <param name="Path">The folder.</param>
/// <param name="Files">The files that are there.</param>
internal sealed record CifarFolder(CifarFormat Format, string Path, IReadOnlyList<string> Files) : FilesInMemory(Path, Files)
{
    /// <summary>The files of a folder; null where it has none of them.</summary>
    /// <exception cref="DatasetException">It has some, but no training file or no test file.</exception>
    public static CifarFolder? Find(CifarFormat format, string folder)
    {
        var files = format.Files.Where(file => File.Exists(System.IO.Path.Combine(folder, file))).ToArray();
        if (files.Length == 0) return null;
        if (!files.Contains(format.TestFile)) throw format.Missing(folder, format.TestFile);
        if (files.Length == 1) throw format.Missing(folder, string.Join(" or ", format.TrainFiles));
        return new CifarFolder(format, folder, [.. files.Select(file => System.IO.Path.Combine(folder, file))]);
    }

    /// <inheritdoc/>
    public override (LabelledImages Train, LabelledImages Test) ReadImages() =>
        Format.Splits(Path, Files.ToDictionary(file => System.IO.Path.GetFileName(file), Read));

    private CifarRecords Read(string path) => DamagedFile.Guard(path, "file's", () =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return CifarRecords.Read(Format, path, System.IO.Path.GetFileName(path), file, file.Length);
    });
}
