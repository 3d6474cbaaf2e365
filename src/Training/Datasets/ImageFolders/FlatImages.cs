using System.Collections.Frozen;

namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>Test images that lie in one folder, as publishers pack them, with their classes in a list beside.</summary>
internal static class FlatImages
{
    /// <summary>The images of a folder with their labels.</summary>
    /// <param name="reader">The dataset's folder.</param>
    /// <param name="folder">The folder under it.</param>
    /// <param name="labels">The label of each image, by its file's name without the ending.</param>
    /// <param name="list">The file that the labels are of, for messages.</param>
    /// <exception cref="DatasetException">An image has no label, or a label has no image.</exception>
    public static ImageEntry[] Read(FolderReader reader, string folder, FrozenDictionary<string, ushort> labels, string list)
    {
        var images = reader.Images(folder, label: 0).Select(entry => labels.TryGetValue(Path.GetFileNameWithoutExtension(entry.Path), out var label)
            ? entry with { Label = label }
            : throw new DatasetException($"{Path.Combine(reader.Root, entry.Path)}: {list} has no class for it. Use the list of the same release.")).ToArray();
        return images.Length == labels.Count ? images : throw new DatasetException(
            $"{Path.Combine(reader.Root, folder)}: it has {images.Length:N0} images, {list} has {labels.Count:N0}. Unpack the whole archive.");
    }

    /// <summary>The error of a line that is not what it should be.</summary>
    public static DatasetException BadLine(string list, int index, string expected) =>
        new($"{list}: line {index + 1} is not {expected}. Replace it by the published file.");
}
