using System.Collections.Immutable;
using Sweeper.Training.Native;

namespace Sweeper.Training.Datasets;

/// <summary>
/// Where datasets are looked for: the search folders, then the cache, then the system's folders; each has a folder a dataset,
/// or a dataset's published archive.
/// </summary>
/// <param name="Search">The folders of SWEEPER_DATA, first to last.</param>
/// <param name="Cache">The user's own folder, where fetched datasets are put; null where the user has none.</param>
/// <param name="System">The folders that packages of the system install datasets to.</param>
public sealed record DatasetPaths(ImmutableArray<string> Search, string? Cache, ImmutableArray<string> System)
{
    /// <summary>The environment variable that lists the search folders, with the system's separator of paths between them.</summary>
    public const string Variable = "SWEEPER_DATA";

    /// <summary>
    /// What the environment says: SWEEPER_DATA, <c>sweeper/datasets</c> in XDG_CACHE_HOME (default <c>~/.cache</c>), and
    /// /usr/share/datasets.
    /// </summary>
    public static DatasetPaths FromEnvironment() => new(
        [.. Split(Environment.GetEnvironmentVariable(Variable))], UserCache.Folder is { } cache ? Path.Combine(cache, "datasets") : null, ["/usr/share/datasets"]);

    /// <summary>All folders, in the order in which they are searched.</summary>
    internal IEnumerable<string> InOrder => [.. Search, .. Cache is null ? Array.Empty<string>() : [Cache], .. System];

    private static IEnumerable<string> Split(string? list) =>
        (list ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Path.GetFullPath);
}
