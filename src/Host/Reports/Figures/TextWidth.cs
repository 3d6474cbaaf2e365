namespace Sweeper.Host.Reports.Figures;

/// <summary>How wide a text will be, without a font: layouts must be the same on every machine.</summary>
internal static class TextWidth
{
    // Of DejaVu Sans, one of the widest fonts that readers may have: 0.28 to 0.98 em; what is not listed is 0.62.
    private const string Narrow = "iljI.,:;'|!()[]/ft -";
    private const string Wide = "mwMW@%+=<>±";

    /// <summary>In pixels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font size in pixels.</param>
    public static double Of(string text, double size) =>
        size * text.Sum(letter => Narrow.Contains(letter, StringComparison.Ordinal) ? 0.36 : Wide.Contains(letter, StringComparison.Ordinal) ? 0.9 : 0.63);

    /// <summary>The text, or its beginning and an ellipsis where it would be wider than some pixels.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Of(text, size) <= width) return text;
        var length = text.Length;
        while (length > 1 && Of(text[..length] + "…", size) > width) length--;
        return text[..length] + "…";
    }
}
