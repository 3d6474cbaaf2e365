using System.Collections.Immutable;

namespace Sweeper.Host.Yaml;

/// <summary>The keys that one map of a sweep file may have.</summary>
/// <param name="Name">The map's name in the schema.</param>
/// <param name="Keys">Its keys, in the order in which the canonical form writes them.</param>
public sealed record SpecKeySet(string Name, ImmutableArray<SpecKey> Keys)
{
    /// <summary>The keys' names.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Keys.Select(key => key.Name)];
}
