using Spectre.Console;

namespace Sweeper.Host.Watching.Drawing;

/// <summary>What the terminal can show.</summary>
/// <param name="Colours">Its colours; without any, glyphs and words carry all that is meant.</param>
/// <param name="Ascii">Whether no character above 126 may be drawn.</param>
/// <param name="UtcOffset">What is added to UTC in the times of day that are shown.</param>
internal sealed record ConsoleStyle(ColorSystem Colours, bool Ascii, TimeSpan UtcOffset)
{
    /// <summary>The style of a terminal, by its environment.</summary>
    /// <param name="ascii">Whether ASCII is asked for.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="utcOffset">What is added to UTC.</param>
    public static ConsoleStyle Detect(bool ascii, Func<string, string?> environment, TimeSpan utcOffset)
    {
        var terminal = environment("TERM") ?? "";
        var isRich = terminal.Contains("256color", StringComparison.Ordinal) || environment("COLORTERM") is { Length: > 0 };
        var colours = environment("NO_COLOR") is { Length: > 0 } ? ColorSystem.NoColors : isRich ? ColorSystem.EightBit : ColorSystem.Standard;
        // Of these the first that is set counts, as for every program of the C library. The kernel's own console has UTF-8 but few glyphs.
        var locale = new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(environment).FirstOrDefault(value => value is { Length: > 0 }) ?? "";
        var isUtf8 = locale.Replace("-", "", StringComparison.Ordinal).EndsWith("UTF8", StringComparison.OrdinalIgnoreCase);
        return new(colours, ascii || !isUtf8 || terminal == "linux", utcOffset);
    }
}
