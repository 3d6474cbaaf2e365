using Spectre.Console;

namespace Sweeper.Host.Watching.Drawing;

/// <summary>
/// The colours of inks, as numbers of the 256 that terminals share. Texts have a contrast of three and more against black and against white; what is
/// good is greenish blue and what is bad is orange, which colour-blind people tell apart; the scale gets lighter from end to end, so its lightness orders it.
/// </summary>
internal static class InkColours
{
    private const int Black = 16;
    private const int White = 231;
    private static readonly int[] Scale = [54, 61, 31, 36, 71, 77, 149, 191];
    private static readonly string[] EightBit = [.. Enumerable.Range(0, (int)Ink.Heat + Scale.Length).Select(ink => OfEightBit((Ink)ink))];

    /// <summary>Values of the scale.</summary>
    public static int Heats => Scale.Length;

    /// <summary>The ink of a share of the scale, in [0, 1].</summary>
    public static Ink Heat(double share) => Ink.Heat + Math.Clamp((int)(share * Scale.Length), 0, Scale.Length - 1);

    /// <summary>The parameters of the escape that turns to an ink; empty where it needs none.</summary>
    public static string Parameters(Ink ink, ColorSystem colours) => colours switch
    {
        ColorSystem.NoColors => "",
        ColorSystem.Legacy or ColorSystem.Standard => OfStandard(ink),
        _ => EightBit[(int)ink],
    };

    /// <summary>The number of an ink's text colour, and of its background where it has one; null is the terminal's own.</summary>
    public static (int? Text, int? Background) Of(Ink ink) => ink switch
    {
        Ink.Dim => (244, null),
        Ink.Accent => (32, null),
        Ink.Good => (29, null),
        Ink.Warn => (136, null),
        Ink.Bad => (166, null),
        >= Ink.Heat => (ink - Ink.Heat < 2 ? White : Black, Scale[ink - Ink.Heat]),
        _ => (null, null),
    };

    private static string OfEightBit(Ink ink) => (ink, Of(ink)) switch
    {
        (Ink.Strong, _) => "1",
        (Ink.Bad, var (text, _)) => $"1;38;5;{text}",
        (_, (null, _)) => "",
        (_, ({ } text, null)) => $"38;5;{text}",
        (_, ({ } text, { } background)) => $"38;5;{text};48;5;{background}",
    };

    private static string OfStandard(Ink ink) => ink switch
    {
        Ink.Strong => "1",
        Ink.Dim => "2",
        Ink.Accent => "36",
        Ink.Good => "32",
        Ink.Warn => "33",
        Ink.Bad => "1;31",
        _ => "",
    };
}
