using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>input</c>.</summary>
internal static class InputSection
{
    /// <summary>What leaves a property as each dataset has it.</summary>
    public const string Native = "native";

    /// <summary>The smallest side of an image, in pixels.</summary>
    public const int SmallestSize = 8;

    /// <summary>The largest side of an image, in pixels.</summary>
    public const int LargestSize = 1024;

    /// <summary>What every dataset is brought to; whatever is wrong is reported.</summary>
    public static InputSpec? Read(Field field)
    {
        if (Section.Open(field, SpecKeys.Input) is not { } section) return null;
        var channels = section.Get("channels", Channels);
        var size = section.Get("size", given => given.Is(Native) ? null : given.Int(SmallestSize, LargestSize, Native));
        var normalisation = section.Get("normalisation", given => given.Word(SpecWords.Normalisations), InputSpec.Native.Normalisation);
        if (normalisation == Normalisation.Imagenet && channels == 1)
            section.Find("normalisation")?.Refuse("is imagenet, whose constants are for three channels, and input.channels is 1; use channels: 3, or another normalisation");
        return normalisation is { } constants ? new InputSpec(channels, size, constants) : null;
    }

    private static int? Channels(Field field)
    {
        if (field.Is(Native)) return null;
        if (field.Node is YamlScalar { IsQuoted: false, Text: "1" or "3" } scalar) return scalar.Text == "1" ? 1 : 3;
        field.RefuseKind($"{Native}, 1 or 3", field.Unquote);
        return null;
    }
}
