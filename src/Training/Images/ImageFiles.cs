namespace Sweeper.Training.Images;

/// <summary>The images of a split as they lie on the disk, encoded. What <see cref="Datasets.ImageSplit.Rows"/> counts are entries of these lists.</summary>
/// <param name="Root">The folder under which all are.</param>
/// <param name="Paths">Each one's path under the root, with '/'.</param>
/// <param name="Lengths">Each one's length in bytes when the dataset's digest was made.</param>
public sealed record ImageFiles(string Root, string[] Paths, long[] Lengths)
{
    /// <summary>The number of files.</summary>
    public int Count => Paths.Length;

    /// <summary>Where an image lies.</summary>
    public string PathOf(int row) => Path.Combine(Root, Paths[row]);
}
