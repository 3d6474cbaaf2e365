namespace Sweeper.Training.Images;

/// <summary>The brightness of a colour: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), in integers of 1/65536, rounded.</summary>
internal static class Luma
{
    private const int Red = 19595, Green = 38470, Blue = 7471;

    /// <summary>The luma of a pixel, from 0 to 255; Pillow's <c>convert("L")</c> has the same numbers.</summary>
    public static byte Of(byte red, byte green, byte blue) => (byte)((red * Red + green * Green + blue * Blue + (1 << 15)) >> 16);

    /// <summary>The same weights on numbers.</summary>
    public static double Of(double red, double green, double blue) => (red * Red + green * Green + blue * Blue) / (1 << 16);
}
