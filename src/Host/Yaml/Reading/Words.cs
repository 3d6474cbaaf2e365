using System.Globalization;
using System.Text;

namespace Sweeper.Host.Yaml.Reading;

/// <summary>How messages show what users wrote.</summary>
internal static class Words
{
    private const int Longest = 60;

    /// <summary>Text in single quotes, made safe for a terminal and cut where it is long.</summary>
    public static string Quoted(string text) => $"'{Clean(text)}'";

    /// <summary>Text made safe for a terminal and cut where it is long.</summary>
    public static string Clean(string text)
    {
        var safe = Safe(string.Concat(text.EnumerateRunes().Take(Longest)));
        return text.Length > Longest ? safe + "..." : safe;
    }

    /// <summary>Text whose invisible characters are written as escapes: they could drive a terminal or hide what follows.</summary>
    public static string Safe(string text)
    {
        if (!HasHidden(text)) return text;
        var safe = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune)) safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            else safe.Append(rune);
        }
        return safe.ToString();
    }

    /// <summary>Whether a text has characters that cannot be seen, or that would change how others are seen.</summary>
    public static bool HasHidden(string text) => text.EnumerateRunes().Any(IsHidden);

    /// <summary>Alternatives in a sentence: <c>a, b or c</c>.</summary>
    public static string Or(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune.Value == 0xFFFD;
}
