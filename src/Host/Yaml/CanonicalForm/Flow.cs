using System.Globalization;
using System.Text.RegularExpressions;
using Sweeper.Training.Keys;
using Sweeper.Training.Time;

namespace Sweeper.Host.Yaml.CanonicalForm;

/// <summary>Writes single values, and lists and maps on one line.</summary>
internal static partial class Flow
{
    /// <summary>Text, quoted where plain text might be taken for something else.</summary>
    public static string Text(string text) => PlainText().IsMatch(text) && text is not "null"
        ? text
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A length of training: a bare number is epochs.</summary>
    public static string Length(Duration length) =>
        length.Unit == DurationUnit.Epochs ? length.Count.ToString(CultureInfo.InvariantCulture) : length.ToString();

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>A number, or null where there is none.</summary>
    public static string? Number(double? value) => value is { } number ? Canonical.Number(number) : null;

    /// <summary><c>[a, b]</c>.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>A list; one item alone is written without brackets, and no items as null.</summary>
    public static string? Axis(IReadOnlyList<string> items) => items.Count switch { 0 => null, 1 => items[0], _ => List(items) };

    /// <summary><c>{key: value}</c>; keys without a value are left out.</summary>
    public static string Map(params ReadOnlySpan<(string Key, string? Value)> entries)
    {
        var written = new List<string>(entries.Length);
        foreach (var (key, value) in entries)
            if (value is not null) written.Add($"{key}: {value}");
        return $"{{{string.Join(", ", written)}}}";
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_.-]*$")]
    private static partial Regex PlainText();
}
