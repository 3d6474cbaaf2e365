namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>An image file of a dataset.</summary>
/// <param name="Path">Its path under the dataset's folder, with '/'.</param>
/// <param name="Label">Its class, from 0.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Changed">When it was last written to, in ticks of UTC.</param>
internal readonly record struct ImageEntry(string Path, ushort Label, long Length, long Changed);
