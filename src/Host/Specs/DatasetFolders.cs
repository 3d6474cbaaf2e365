using Sweeper.Training.Datasets;

namespace Sweeper.Host.Specs;

/// <summary>The folders on SWEEPER_DATA: each is a dataset's name, but for those that a known dataset is unpacked to.</summary>
internal static class DatasetFolders
{
    /// <summary>Their names, in the order of the search; folders that cannot be read count as empty.</summary>
    public static IEnumerable<string> Names(DatasetPaths paths) => paths.Search
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { IgnoreInaccessible = true }))
        .Select(folder => Path.GetFileName(folder))
        .Except(DatasetCatalog.PartNames);
}
