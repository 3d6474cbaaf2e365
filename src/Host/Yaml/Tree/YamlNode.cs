namespace Sweeper.Host.Yaml.Tree;

/// <summary>A value of a YAML file and where it starts.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>The node in words, for "must be .., is ..".</summary>
    public abstract string Shown { get; }

    /// <summary>The place of the node at a path of keys and indices, or of the nearest one above it that the file has.</summary>
    public Place PlaceOf(params ReadOnlySpan<object> path)
    {
        var node = this;
        foreach (var step in path)
        {
            var next = step is int index ? (node as YamlList)?.Items.ElementAtOrDefault(index) : (node as YamlMap)?.Find((string)step)?.Value;
            if (next is null) break;
            node = next;
        }
        return node.Place;
    }
}
