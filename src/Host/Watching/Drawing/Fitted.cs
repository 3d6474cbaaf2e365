using System.Text;

namespace Sweeper.Host.Watching.Drawing;

/// <summary>Texts brought to a number of cells.</summary>
internal static class Fitted
{
    /// <summary>The text, or as much of its start as fits before an ellipsis.</summary>
    public static string Start(string text, int cells) => CellWidth.Of(text) <= cells ? text : cells < 1 ? "" : Take(text.EnumerateRunes(), cells - 1) + "…";

    /// <summary>The text, or its start and its end around an ellipsis: what tells names apart is often last.</summary>
    public static string Middle(string text, int cells)
    {
        if (CellWidth.Of(text) <= cells) return text;
        if (cells < 3) return Start(text, cells);
        var end = Take(text.EnumerateRunes().Reverse(), (cells - 1) / 2);
        return $"{Take(text.EnumerateRunes(), cells - 1 - CellWidth.Of(end))}…{string.Concat(end.EnumerateRunes().Reverse())}";
    }

    /// <summary>With blanks after it.</summary>
    public static string Left(string text, int cells) => text + Blanks(cells - CellWidth.Of(text));

    /// <summary>With blanks before it.</summary>
    public static string Right(string text, int cells) => Blanks(cells - CellWidth.Of(text)) + text;

    /// <summary>Lines of at most so many cells, broken between words where that is possible.</summary>
    public static IEnumerable<string> Wrapped(string text, int cells)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && CellWidth.Of(line) + 1 + CellWidth.Of(word) > cells)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return Start(line, cells);
    }

    private static string Blanks(int count) => count <= 0 ? "" : new string(' ', count);

    private static string Take(IEnumerable<Rune> runes, int cells)
    {
        var taken = new StringBuilder();
        foreach (var rune in runes)
        {
            if ((cells -= CellWidth.Of(rune)) < 0) break;
            taken.Append(rune.ToString());
        }
        return taken.ToString();
    }
}
