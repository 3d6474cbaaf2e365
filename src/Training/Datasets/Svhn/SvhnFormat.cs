namespace Sweeper.Training.Datasets.Svhn;

/// <summary>SVHN's cropped digits ("Format 2"): a folder of the dataset's name with two MAT-files. The file of extra images is not used.</summary>
internal sealed class SvhnFormat : IBaseFormat
{
    /// <summary>The only one; it has no state.</summary>
    public static SvhnFormat Instance { get; } = new();

    private static readonly string[] Names = ["train_32x32.mat", "test_32x32.mat"];

    /// <inheritdoc/>
    public IBaseFiles? Find(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        var files = Array.ConvertAll(Names, file => Path.Combine(path, file));
        if (!files.Any(File.Exists)) return null;
        return files.FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? throw new DatasetException($"{path}: the file {Path.GetFileName(missing)} is missing. Put it beside the other, or remove the folder.")
            : new SvhnFolder(path, files[0], files[1]);
    }

    /// <inheritdoc/>
    public string Remedy(string name) => $"Put {string.Join(" and ", Names)} in a folder {name} on {DatasetPaths.Variable}.";
}
