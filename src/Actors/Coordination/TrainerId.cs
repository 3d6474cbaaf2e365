using System.Diagnostics.CodeAnalysis;

namespace Sweeper.Actors.Coordination;

/// <summary>A trainer: one device of one process, such as <c>cpu:0</c>; in a cluster with its node before it, <c>gpu-box:7001/cuda:0</c>.</summary>
public readonly record struct TrainerId(string Name)
{
    private const int Longest = 200;

    /// <summary>The node; empty where there is only one.</summary>
    public string Node => Name.LastIndexOf('/') is var slash and >= 0 ? Name[..slash] : "";

    /// <summary>The device.</summary>
    public string Device => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>Whether a text is a name: letters, digits and some signs, which a screen, a log and a file can show.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TrainerId trainer)
    {
        trainer = new(text ?? "");
        return text is { Length: > 0 and <= Longest } && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is ':' or '/' or '-' or '.' or '_' or '[' or ']');
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
