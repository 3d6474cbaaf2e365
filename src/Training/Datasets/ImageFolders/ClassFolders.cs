using System.Collections.Immutable;

namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>The layout train/CLASS/image and val/CLASS/image, or test for val; classes are numbered by their names' ordinal order.</summary>
internal static class ClassFolders
{
    private const string Layout = "It needs train/CLASS/ and val/CLASS/ (or test/CLASS/) with .jpg, .jpeg or .png files";

    /// <summary>The prefix of a dataset's name that is a folder's path.</summary>
    public const string Prefix = "folder:";

    /// <summary>The images of a folder.</summary>
    /// <exception cref="DatasetException">It has not this layout.</exception>
    public static ImageTree Read(string root)
    {
        if (!Directory.Exists(root)) throw new DatasetException($"{Path.GetFullPath(root)}: there is no such folder. {Layout}.");
        var reader = new FolderReader(root);
        if (!reader.Has("train")) throw new DatasetException($"{reader.Root}: it has no folder train. {Layout}.");
        var test = reader.Has("val") ? "val" : reader.Has("test") ? "test"
            : throw new DatasetException($"{reader.Root}: it has no test set. {Layout}.");
        var classes = reader.Classes("train");
        return new(reader.Root, classes, Images(reader, "train", classes), Images(reader, test, classes));
    }

    /// <summary>The images of the folders of all classes.</summary>
    /// <exception cref="DatasetException">There are other classes, or a class is empty.</exception>
    public static ImageEntry[] Images(FolderReader reader, string split, ImmutableArray<string> classes)
    {
        var found = reader.Classes(split);
        if (found.Except(classes).FirstOrDefault() is { } unknown)
            throw new DatasetException($"{Path.Combine(reader.Root, split, unknown)}: train has no class of this name. Make the classes of both the same.");
        if (classes.Except(found).FirstOrDefault() is { } missing)
            throw new DatasetException($"{Path.Combine(reader.Root, split)}: it has no folder of class {missing}. Make the classes of both the same.");
        return [.. classes.SelectMany((name, label) => reader.Images($"{split}/{name}", label))];
    }
}
