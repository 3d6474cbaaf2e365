using System.Collections.Immutable;

namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>The image files of a dataset with their classes.</summary>
/// <param name="Root">The folder under which all are.</param>
/// <param name="Classes">The classes' names, by label.</param>
/// <param name="Train">The training images, class by class, by name.</param>
/// <param name="Test">The test images.</param>
internal sealed record ImageTree(string Root, ImmutableArray<string> Classes, ImageEntry[] Train, ImageEntry[] Test)
{
    /// <summary>The images of each class.</summary>
    public ImmutableArray<int> Count(ImageEntry[] split)
    {
        var counts = new int[Classes.Length];
        foreach (var entry in split) counts[entry.Label]++;
        return ImmutableArray.Create(counts);
    }
}
