using System.Collections.Immutable;

namespace Sweeper.Host.Yaml.Tree;

/// <summary>A map, its entries in the order of the file, no key twice.</summary>
internal sealed record YamlMap(Place Place, ImmutableArray<YamlEntry> Entries) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Shown => Entries.IsEmpty ? "an empty map" : "a map";

    /// <summary>The entry of a key, or null.</summary>
    public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);
}
