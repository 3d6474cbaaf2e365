using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>input</c>, of which this version knows only <c>native</c>.</summary>
internal static class InputSection
{
    /// <summary>Reports whatever is not native.</summary>
    public static void Check(Field field)
    {
        if (Section.Open(field, SpecKeys.Input) is not { } section) return;
        foreach (var key in SpecKeys.Input.Names)
            if (section.Find(key) is { } given) CheckNative(given);
    }

    private static void CheckNative(Field field)
    {
        if (field.Node is YamlScalar { Text: "native" }) return;
        if (field.Node is YamlScalar { IsQuoted: false } scalar && int.TryParse(scalar.Text, out var number) && number > 0)
            field.Refuse($"can only be native: {number} is not in this version");
        else field.RefuseKind("native");
    }
}
