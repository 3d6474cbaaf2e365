namespace Sweeper.Host.Reports.Figures;

/// <summary>How wide a text will be, without a font: layouts must be the same on every machine.</summary>
internal static class TextWidth
{
    // Of DejaVu Sans, one of the widest fonts that readers may have: 0.28 to 0.98 em; what is not listed is 0.62.
    private const string Narrow = "iljI.,:;'|!()[]/ft -";
    private const string Wide = "mwMW@%+=<>±";

    // DejaVu Sans Bold over the estimate above: 1.05 to 1.13 in titles.
    private const double Bold = 1.13;

    /// <summary>In pixels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font size in pixels.</param>
    /// <param name="isBold">Whether it is bold.</param>
    public static double Of(string text, double size, bool isBold = false) =>
        size * (isBold ? Bold : 1) * text.Sum(letter => Narrow.Contains(letter, StringComparison.Ordinal) ? 0.36 : Wide.Contains(letter, StringComparison.Ordinal) ? 0.9 : 0.63);

    /// <summary>The text, or its beginning and an ellipsis where it would be wider than some pixels.</summary>
    public static string Fit(string text, double size, double width, bool isBold = false)
    {
        if (Of(text, size, isBold) <= width) return text;
        var length = text.Length;
        while (length > 1 && Of(text[..length] + "…", size, isBold) > width) length--;
        return text[..length] + "…";
    }

    /// <summary>The text, or both its ends and an ellipsis between: names of datasets often differ only in their options, at the end.</summary>
    public static string FitEnds(string text, double size, double width, bool isBold = false)
    {
        var length = text.Length;
        while (length > 2 && Of(Shortened(), size, isBold) > width) length--;
        return Shortened();

        string Shortened() => length == text.Length ? text : $"{text[..(length / 2)]}…{text[^(length - length / 2)..]}";
    }
}
