using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>keep</c>.</summary>
internal static class KeepSection
{
    /// <summary>Nothing besides results and tickets.</summary>
    public const string None = "none";

    /// <summary>The weights at the end of every chain stage.</summary>
    public const string Finals = "finals";

    /// <summary>Whether final weights stay in the store.</summary>
    public static bool Read(Field field)
    {
        var text = (field.Node as YamlScalar)?.Text;
        if (text is not (None or Finals)) field.RefuseKind($"{None} or {Finals}", Suggestion.Hint(text ?? "", [None, Finals], ""));
        return text == Finals;
    }
}
