using System.Globalization;

namespace Sweeper.Host.Reports.Figures;

/// <summary>A colour: a role that the page's light or dark theme fills, or one that is the same in both.</summary>
/// <param name="Role">The role's name, a CSS variable without its dashes; null is a fixed colour.</param>
/// <param name="Hex">The colour in light, <c>#rrggbb</c>.</param>
internal readonly record struct Paint(string? Role, string Hex)
{
    /// <summary>
    /// Series: the palette of Okabe and Ito (2008), which colour-blind readers tell apart, without its black (roles below) and its
    /// yellow, which white paper swallows.
    /// </summary>
    private static readonly string[] OkabeIto = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    public static readonly Paint Ink = new("ink", "#1b1f24");
    public static readonly Paint Muted = new("muted", "#57606a");
    public static readonly Paint Rule = new("rule", "#d8dee4");
    public static readonly Paint Paper = new("paper", "#ffffff");

    /// <summary>Colours of series before they repeat.</summary>
    public static int SeriesCount => OkabeIto.Length;

    /// <summary>The colour of a series, from 0; they repeat.</summary>
    public static Paint Series(int number) => new(string.Create(CultureInfo.InvariantCulture, $"s{number % OkabeIto.Length}"), OkabeIto[number % OkabeIto.Length]);

    /// <summary>A colour that no theme changes.</summary>
    public static Paint Fixed(byte red, byte green, byte blue) => new(null, $"#{red:x2}{green:x2}{blue:x2}");
}
