namespace Sweeper.Host.Watching.Drawing;

/// <summary>What stands for the console's glyphs where only ASCII may be drawn.</summary>
internal static class AsciiGlyphs
{
    private const string Glyphs = "─│╭╮╰╯├┤┼━╸●○◔◑◕✓✗★▸▾▴■‖…·→▁▂▃▄▅▆▇█↑↓←";
    private const string Letters = "-|++++|||=>#o-+*vx*>v^#|~.>_.-=+*%#^v<";

    /// <summary>One character of ASCII for any character.</summary>
    public static char Of(int rune) => rune is >= 32 and <= 126 ? (char)rune
        : Glyphs.IndexOf((char)Math.Min(rune, char.MaxValue)) is >= 0 and var index ? Letters[index] : '?';
}
