using Sweeper.Host.Yaml.Reading;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Fetching;

namespace Sweeper.Host.Specs;

/// <summary>The datasets that people may name to a command.</summary>
internal static class DatasetNames
{
    /// <summary>Those that <c>datasets fetch --all</c> fetches, sorted.</summary>
    public static IReadOnlyList<string> Fetchable => PublishedArchives.Names;

    /// <summary>All that are known or at hand, sorted.</summary>
    public static IReadOnlyList<string> All(DatasetPaths paths) =>
    [
        .. DatasetCatalog.KnownNames.Concat(PublishedArchives.Names).Concat(PublishedArchives.HandFetchedNames).Concat(DatasetFolders.Names(paths))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Refuses a name that is of no dataset.</summary>
    /// <exception cref="UserException">It is not; the message has the nearest name.</exception>
    public static void RequireKnown(string name, DatasetPaths paths)
    {
        var known = All(paths);
        if (name.StartsWith("folder:", StringComparison.Ordinal) || known.Contains(DatasetRef.Named(name).Base)) return;
        throw new UserException($"there is no dataset '{name}'{Suggestion.Hint(name, [.. known], $"; there are {string.Join(", ", known)}")}");
    }

    /// <summary>Refuses a name that is of no dataset, or of one that is not at hand and that its users must get themselves.</summary>
    /// <exception cref="UserException">It is; the message says how to get it.</exception>
    public static void RequireFetchable(string name, DatasetPaths paths)
    {
        RequireKnown(name, paths);
        var dataset = DatasetRef.Named(name).Base;
        if (PublishedArchives.FindHandFetched(dataset) is not { } byHand || DatasetFolders.Names(paths).Contains(dataset)) return;
        throw new UserException(
            $"{dataset} cannot be fetched for you ({byHand.Licence}; {byHand.Home}). {byHand.How} Then put both in a folder {dataset} on {DatasetPaths.Variable}.");
    }
}
