using Spectre.Console;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Tests.Watching;

/// <summary>The styles that frames are tested in.</summary>
internal static class Styles
{
    public static ConsoleStyle Plain { get; } = new(ColorSystem.NoColors, Ascii: false, TimeSpan.Zero);

    public static ConsoleStyle Ascii { get; } = Plain with { Ascii = true };

    public static ConsoleStyle Colours { get; } = Plain with { Colours = ColorSystem.EightBit };
}
