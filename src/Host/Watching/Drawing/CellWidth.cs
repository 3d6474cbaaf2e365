using System.Text;
using Spectre.Console;

namespace Sweeper.Host.Watching.Drawing;

/// <summary>How many cells of a terminal characters take: none, one, or two for East Asian ones and emoji.</summary>
internal static class CellWidth
{
    private const sbyte Unknown = -1;
    private static readonly sbyte[] Known = [.. Enumerable.Repeat(Unknown, 0x10000)];

    /// <summary>Cells of a character.</summary>
    public static int Of(Rune rune)
    {
        if (rune.IsAscii) return 1;
        if (!rune.IsBmp) return Measure(rune);
        if (Known[rune.Value] == Unknown) Known[rune.Value] = (sbyte)Measure(rune);
        return Known[rune.Value];
    }

    /// <summary>Cells of a text.</summary>
    public static int Of(string text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes()) cells += Of(rune);
        return cells;
    }

    // What directs text from right to left or joins characters is of no width, whatever tables say, and is not drawn.
    private static int Measure(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format ? 0 : Math.Clamp(rune.ToString().GetCellWidth(), 0, 2);
}
