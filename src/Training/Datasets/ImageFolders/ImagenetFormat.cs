using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>
/// ImageNet (ILSVRC 2012, Russakovsky et al. 2015): train/WNID/*.JPEG, and val in folders of classes too, or flat as it is published with
/// either LOC_val_solution.csv or ILSVRC2012_validation_ground_truth.txt and map_clsloc.txt beside. The 2012 devkit's own order of classes
/// is in a MATLAB structure (meta.mat) that is not read; map_clsloc.txt of the later devkits has the same order as text.
/// </summary>
internal sealed class ImagenetFormat : IBaseFormat
{
    private const string Solution = "LOC_val_solution.csv";
    private const string Truth = "ILSVRC2012_validation_ground_truth.txt";
    private const string Order = "map_clsloc.txt";
    private static readonly string[] Roots = ["", "ILSVRC/Data/CLS-LOC"];

    /// <summary>The only one; it has no state.</summary>
    public static ImagenetFormat Instance { get; } = new();

    /// <inheritdoc/>
    public IBaseFiles? Find(string folder, string name) => Roots.Select(root => Path.Combine(folder, name, root)).FirstOrDefault(root => Directory.Exists(Path.Combine(root, "train"))) is { } found
        ? new StreamedFiles(found, () => Read(found, Path.Combine(folder, name)), Decoded: false)
        : null;

    /// <inheritdoc/>
    public string Remedy(string name) =>
        $"Put the unpacked train/ (a folder a class) and val/ into a folder {name} on {DatasetPaths.Variable}; a flat val/ needs {Solution}, or {Truth} and {Order}, beside it.";

    private static ImageTree Read(string root, string lists)
    {
        var reader = new FolderReader(root);
        if (!reader.Has("val")) throw new DatasetException($"{reader.Root}: it has no folder val. Unpack ILSVRC2012_img_val.tar into it.");
        var classes = reader.Classes("train");
        var train = ClassFolders.Images(reader, "train", classes);
        var isFlat = !Directory.EnumerateDirectories(Path.Combine(root, "val")).Any();
        return new(reader.Root, classes, train, isFlat ? Flat(reader, classes, lists) : ClassFolders.Images(reader, "val", classes));
    }

    private static ImageEntry[] Flat(FolderReader reader, ImmutableArray<string> classes, string lists)
    {
        var labels = classes.Select((wnid, label) => (wnid, (ushort)label)).ToFrozenDictionary(pair => pair.wnid, pair => pair.Item2);
        foreach (var folder in (string[])[lists, reader.Root, Path.Combine(reader.Root, "val")])
        {
            var solution = Path.Combine(folder, Solution);
            if (reader.Lines(solution) is { } lines) return FlatImages.Read(reader, "val", Solved(solution, lines, labels), solution);
            var (truth, order) = (Path.Combine(folder, Truth), Path.Combine(folder, Order));
            if (reader.Lines(truth) is { } ids && reader.Lines(order) is { } names) return FlatImages.Read(reader, "val", Numbered(truth, ids, order, names, labels), truth);
        }
        throw new DatasetException($"{Path.Combine(reader.Root, "val")}: its images lie in no folders of classes, and no list says which class each has. Put {Solution}, or {Truth} and {Order}, into {lists}.");
    }

    // ILSVRC2012_val_00000001,n01751748 111 108 370 297 ...
    private static FrozenDictionary<string, ushort> Solved(string path, string[] lines, FrozenDictionary<string, ushort> labels)
    {
        var solved = new Dictionary<string, ushort>();
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Split(',') is not [var image, var boxes] || !labels.TryGetValue(boxes.Split(' ')[0], out var label) || !solved.TryAdd(image, label))
                throw FlatImages.BadLine(path, i, "an image, a comma and a class of train/");
        }
        return solved.ToFrozenDictionary();
    }

    // Line i of the truth is the number of image i's class; "n02119789 1 kit_fox" gives that number a name.
    private static FrozenDictionary<string, ushort> Numbered(string path, string[] ids, string orderPath, string[] names, FrozenDictionary<string, ushort> labels)
    {
        var numbers = new Dictionary<string, ushort>();
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Split(' ') is not [var wnid, var number, ..] || !labels.TryGetValue(wnid, out var label) || !numbers.TryAdd(number, label))
                throw FlatImages.BadLine(orderPath, i, "a class of train/ and its number");
        }
        var solved = new Dictionary<string, ushort>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (!numbers.TryGetValue(ids[i].Trim(), out var label)) throw FlatImages.BadLine(path, i, $"the number of a class in {orderPath}");
            solved[string.Create(CultureInfo.InvariantCulture, $"ILSVRC2012_val_{i + 1:00000000}")] = label;
        }
        return solved.ToFrozenDictionary();
    }
}
