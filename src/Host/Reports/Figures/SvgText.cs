using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Draws figures as SVG text; equal figures are equal bytes.</summary>
internal sealed class SvgText
{
    private const string Fonts = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif";
    private const double HairWidth = 1.2;

    private readonly StringBuilder _text = new();
    private readonly bool _isThemed;

    private SvgText(bool isThemed) => _isThemed = isThemed;

    /// <summary>A file that stands by itself, in light colours on white.</summary>
    public static string File(Figure figure)
    {
        var svg = new SvgText(isThemed: false);
        svg._text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        svg.Write(figure with { Marks = [new Mark.Box(0, 0, figure.Width, figure.Height, Paint.Paper, null), .. figure.Marks] }, "");
        return svg._text.ToString();
    }

    /// <summary>An element of a page, whose style gives roles their colours.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="cssClass">The element's class.</param>
    public static string Element(Figure figure, string cssClass)
    {
        var svg = new SvgText(isThemed: true);
        svg.Write(figure, $" class=\"{cssClass}\"");
        return svg._text.ToString();
    }

    private void Write(Figure figure, string attributes)
    {
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{figure.Width:0.#}\" height=\"{figure.Height:0.#}\" viewBox=\"0 0 {figure.Width:0.#} {figure.Height:0.#}\" role=\"img\"");
        Add($"{attributes} font-family=\"{Fonts}\"><title>{Markup.Escape(figure.Title)}</title>\n");
        foreach (var mark in figure.Marks) Write(mark);
        Add($"</svg>\n");
    }

    private void Write(Mark mark)
    {
        switch (mark)
        {
            case Mark.Line line:
                Add($"<polyline points=\"{Places(line.Points)}\" fill=\"none\" stroke=\"{Colour(line.Paint)}\" stroke-width=\"{line.Width:0.##}\"");
                if (!line.Dash.IsEmpty) Add($" stroke-dasharray=\"{string.Join(' ', line.Dash.Select(length => length.ToString("0.#", CultureInfo.InvariantCulture)))}\"");
                Add($"/>\n");
                break;
            case Mark.Area area:
                Add($"<polygon points=\"{Places(area.Points)}\" fill=\"{Colour(area.Paint)}\" fill-opacity=\"{area.Opacity:0.##}\"/>\n");
                break;
            case Mark.Box box:
                Add($"<rect x=\"{box.X:0.#}\" y=\"{box.Y:0.#}\" width=\"{box.Width:0.#}\" height=\"{box.Height:0.#}\" fill=\"{Colour(box.Fill)}\"");
                if (box.Stroke is { } stroke) Add($" stroke=\"{Colour(stroke)}\"");
                Add($"/>\n");
                break;
            case Mark.Dot dot:
                Write(dot);
                break;
            case Mark.Text text:
                Write(text);
                break;
            case Mark.Clip clip:
                // A nested viewport clips without an id, which would have to be unique in the page.
                Add($"<svg x=\"{clip.X:0.#}\" y=\"{clip.Y:0.#}\" width=\"{clip.Width:0.#}\" height=\"{clip.Height:0.#}\" viewBox=\"{clip.X:0.#} {clip.Y:0.#} {clip.Width:0.#} {clip.Height:0.#}\">\n");
                foreach (var inner in clip.Marks) Write(inner);
                Add($"</svg>\n");
                break;
            case Mark.Moved moved:
                Add($"<g transform=\"translate({moved.Right:0.#} {moved.Down:0.#})\">\n");
                foreach (var inner in moved.Marks) Write(inner);
                Add($"</g>\n");
                break;
        }
    }

    private void Write(Mark.Dot dot)
    {
        var corners = DotOutline.Of(dot);
        if (corners.IsEmpty) Add($"<circle cx=\"{dot.At.X:0.#}\" cy=\"{dot.At.Y:0.#}\" r=\"{DotOutline.Radius:0.#}\"");
        else Add($"<polygon points=\"{Places(corners)}\"");
        Add($" fill=\"{Colour(dot.IsHollow ? Paint.Paper : dot.Paint)}\"");
        if (dot.IsHollow) Add($" stroke=\"{Colour(dot.Paint)}\" stroke-width=\"{HairWidth:0.#}\"");
        Add($"/>\n");
    }

    private void Write(Mark.Text text)
    {
        Add($"<text x=\"{text.At.X:0.#}\" y=\"{text.At.Y:0.#}\" font-size=\"{text.Size:0.#}\" fill=\"{Colour(text.Paint)}\"");
        if (text.Anchor != TextAnchor.Start) Add($" text-anchor=\"{(text.Anchor == TextAnchor.End ? "end" : "middle")}\"");
        if (text.IsBold) Add($" font-weight=\"bold\"");
        if (text.IsVertical) Add($" transform=\"rotate(-90 {text.At.X:0.#} {text.At.Y:0.#})\"");
        Add($">{Markup.Escape(text.Words)}</text>\n");
    }

    private string Colour(Paint paint) => _isThemed && paint.Role is { } role ? $"var(--{role})" : paint.Hex;

    private static string Places(ImmutableArray<Spot> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));

    private void Add(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture));
}
