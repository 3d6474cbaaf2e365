namespace Sweeper.Host.Display;

/// <summary>Makes text from files and exceptions safe to show.</summary>
internal static class TerminalText
{
    /// <summary>Control characters, escape first, become question marks.</summary>
    public static string Clean(string text) => string.Create(text.Length, text, (target, source) =>
    {
        for (var i = 0; i < target.Length; i++) target[i] = char.IsControl(source[i]) ? '?' : source[i];
    });

    /// <summary>The same for each of some lines, whose breaks stay.</summary>
    public static string CleanLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Clean));
}
