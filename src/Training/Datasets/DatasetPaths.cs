using System.Collections.Immutable;

namespace Sweeper.Training.Datasets;

/// <summary>
/// Where datasets are looked for: the search folders, then the cache, then the system's folders; each has a folder a dataset.
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
        [.. Split(Environment.GetEnvironmentVariable(Variable))], UserCache(), ["/usr/share/datasets"]);

    /// <summary>All folders, in the order in which they are searched.</summary>
    internal IEnumerable<string> InOrder => [.. Search, .. Cache is null ? Array.Empty<string>() : [Cache], .. System];

    private static IEnumerable<string> Split(string? list) =>
        (list ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Path.GetFullPath);

    // The XDG base directory specification: a relative XDG_CACHE_HOME is invalid and is ignored.
    private static string? UserCache()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache)) cache = home.Length == 0 ? null : Path.Combine(home, ".cache");
        return cache is null ? null : Path.Combine(cache, "sweeper", "datasets");
    }
}
