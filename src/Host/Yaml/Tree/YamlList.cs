using System.Collections.Immutable;

namespace Sweeper.Host.Yaml.Tree;

/// <summary>A list.</summary>
internal sealed record YamlList(Place Place, ImmutableArray<YamlNode> Items) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Shown => Items.IsEmpty ? "an empty list" : "a list";
}
