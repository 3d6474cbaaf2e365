using Sweeper.Actors.Specs;

namespace Sweeper.Host.Yaml.Reading;

/// <summary>The endpoints and pairs of a sweep that is still being read.</summary>
internal static class GridPairs
{
    /// <summary>Every dataset under each of its optimizers.</summary>
    public static IEnumerable<Endpoint> Endpoints(IEnumerable<SpecEndpoint> entries) =>
        entries.SelectMany(entry => entry.Optimizers.Select(optimizer => new Endpoint(entry.Dataset, optimizer)));

    /// <summary>The pairs that every filter allows.</summary>
    public static IEnumerable<(Endpoint Source, Endpoint Target)> Of(
        IEnumerable<SpecEndpoint> sources, IEnumerable<SpecEndpoint> targets, IReadOnlyList<PairFilter> filters)
    {
        var ends = Endpoints(targets).ToList();
        return from source in Endpoints(sources)
               from target in ends
               where filters.All(filter => filter.Allows(source, target))
               select (source, target);
    }
}
