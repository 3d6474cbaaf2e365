using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>
/// Places365-Standard (Zhou et al. 2017) as it is published: places365standard_easyformat (train/CLASS, val/CLASS), or data_256/ with
/// val_256/, places365_val.txt and categories_places365.txt.
/// </summary>
internal sealed class Places365Format : IBaseFormat
{
    /// <summary>What the archive of the first layout unpacks to.</summary>
    public const string Folder = "places365_standard";

    private const string Validation = "places365_val.txt";
    private const string Categories = "categories_places365.txt";
    private static readonly string[] Trains = ["train", "data_256", "data_256_standard"];

    /// <summary>The only one; it has no state.</summary>
    public static Places365Format Instance { get; } = new();

    /// <inheritdoc/>
    public IBaseFiles? Find(string folder, string name) =>
        ((string[])[name, Folder, $"{name}/{Folder}"]).Select(inner => Path.Combine(folder, inner))
            .FirstOrDefault(root => Trains.Any(train => Directory.Exists(Path.Combine(root, train)))) is { } found
            ? new StreamedFiles(found, () => Read(found), Decoded: false)
            : null;

    /// <inheritdoc/>
    public string Remedy(string name) =>
        $"Unpack places365standard_easyformat.tar on {DatasetPaths.Variable} (folder {Folder}), or put data_256/, val_256/, {Validation} and {Categories} into a folder {name} there.";

    private static ImageTree Read(string root)
    {
        var reader = new FolderReader(root);
        if (!reader.Has("val_256") && reader.Has("train")) return ClassFolders.Read(root);
        var categories = CategoriesOf(reader);
        var data = Trains.First(reader.Has);
        var train = categories.SelectMany((category, label) => reader.Images($"{data}{category}", label)).ToArray();
        return new(reader.Root, categories, train, FlatImages.Read(reader, "val_256", LabelsOf(reader, categories.Length), Path.Combine(reader.Root, Validation)));
    }

    // "/a/airfield 0": a path under data_256 and the label.
    private static ImmutableArray<string> CategoriesOf(FolderReader reader)
    {
        var path = Path.Combine(reader.Root, Categories);
        var lines = reader.Lines(Categories) ?? throw new DatasetException($"{path}: it is missing. Put the published file there.");
        return [.. lines.Select((line, i) => line.Split(' ') is [var category, var number] && number == i.ToString(CultureInfo.InvariantCulture) && IsPlain(category)
            ? category
            : throw FlatImages.BadLine(path, i, $"a category such as /a/airfield and its number, {i}"))];
    }

    private static FrozenDictionary<string, ushort> LabelsOf(FolderReader reader, int classes)
    {
        var path = Path.Combine(reader.Root, Validation);
        var lines = reader.Lines(Validation) ?? throw new DatasetException($"{path}: it is missing. Put the published file there.");
        var labels = new Dictionary<string, ushort>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Split(' ') is not [var image, var number] || !ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var label)
                || label >= classes || !labels.TryAdd(Path.GetFileNameWithoutExtension(image), label))
                throw FlatImages.BadLine(path, i, $"an image and its class, 0 to {classes - 1}");
        }
        return labels.ToFrozenDictionary();
    }

    // A list never leads out of the dataset's folder.
    private static bool IsPlain(string category) => category.Length > 1 && category[0] == '/' && category[1..].Split('/').All(part => part.Length > 0 && part[0] != '.');
}
