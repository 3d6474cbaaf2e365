using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Yaml.Tree;

/// <summary>A single value as it is written; what it means is for the reader of its key to say.</summary>
internal sealed record YamlScalar(Place Place, string Text, bool IsQuoted) : YamlNode(Place)
{
    /// <summary>Whether it says "nothing here".</summary>
    public bool IsEmpty => !IsQuoted && Text is "" or "~" or "null";

    /// <inheritdoc/>
    public override string Shown => IsEmpty ? "empty" : IsQuoted ? $"the text \"{Words.Clean(Text)}\"" : Words.Quoted(Text);
}
