using System.Collections.Immutable;
using SkiaSharp;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Draws figures as PNG, in light colours on white, twice as large as their pixels so that they are sharp in print.</summary>
internal sealed class PngImage : IDisposable
{
    private const float Scale = 2;
    private const float HairWidth = 1.2f;

    private readonly SKTypeface _regular;
    private readonly SKTypeface _bold;

    /// <summary>Draws with these fonts.</summary>
    /// <param name="fonts">Files of a regular and a bold font.</param>
    public PngImage(FontFiles fonts)
    {
        _regular = SKTypeface.FromFile(fonts.Regular);
        _bold = SKTypeface.FromFile(fonts.Bold);
    }

    /// <summary>The image's bytes.</summary>
    public byte[] Write(Figure figure)
    {
        using var surface = SKSurface.Create(new SKImageInfo((int)Math.Ceiling(Scale * figure.Width), (int)Math.Ceiling(Scale * figure.Height), SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new InvalidOperationException($"no memory for a picture of {figure.Width} x {figure.Height}");
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        foreach (var mark in figure.Marks) Draw(canvas, mark);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _regular.Dispose();
        _bold.Dispose();
    }

    private void Draw(SKCanvas canvas, Mark mark)
    {
        using var paint = new SKPaint { IsAntialias = true };
        switch (mark)
        {
            case Mark.Line line:
                Stroke(paint, line.Paint, (float)line.Width);
                using (var effect = line.Dash.IsEmpty ? null : SKPathEffect.CreateDash([.. line.Dash.Select(length => (float)length)], 0))
                {
                    paint.PathEffect = effect;
                    Draw(canvas, line.Points, false, paint);
                }
                break;
            case Mark.Area area:
                paint.Color = Colour(area.Paint).WithAlpha((byte)Math.Round(255 * area.Opacity));
                Draw(canvas, area.Points, true, paint);
                break;
            case Mark.Box box:
                paint.Color = Colour(box.Fill);
                var place = SKRect.Create((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height);
                canvas.DrawRect(place, paint);
                if (box.Stroke is { } stroke)
                {
                    Stroke(paint, stroke, 1);
                    canvas.DrawRect(place, paint);
                }
                break;
            case Mark.Dot dot:
                Draw(canvas, dot, paint);
                break;
            case Mark.Text text:
                Draw(canvas, text, paint);
                break;
            case Mark.Clip clip:
                canvas.Save();
                canvas.ClipRect(SKRect.Create((float)clip.X, (float)clip.Y, (float)clip.Width, (float)clip.Height));
                foreach (var inner in clip.Marks) Draw(canvas, inner);
                canvas.Restore();
                break;
            case Mark.Moved moved:
                canvas.Save();
                canvas.Translate((float)moved.Right, (float)moved.Down);
                foreach (var inner in moved.Marks) Draw(canvas, inner);
                canvas.Restore();
                break;
        }
    }

    private static void Draw(SKCanvas canvas, Mark.Dot dot, SKPaint paint)
    {
        paint.Color = Colour(dot.IsHollow ? Paint.Paper : dot.Paint);
        Outline();
        if (!dot.IsHollow) return;
        Stroke(paint, dot.Paint, HairWidth);
        Outline();

        void Outline()
        {
            var corners = DotOutline.Of(dot);
            if (corners.IsEmpty) canvas.DrawCircle((float)dot.At.X, (float)dot.At.Y, (float)DotOutline.Radius, paint);
            else Draw(canvas, corners, true, paint);
        }
    }

    private void Draw(SKCanvas canvas, Mark.Text text, SKPaint paint)
    {
        paint.Color = Colour(text.Paint);
        using var font = new SKFont(text.IsBold ? _bold : _regular, (float)text.Size) { Subpixel = true };
        var align = text.Anchor switch { TextAnchor.End => SKTextAlign.Right, TextAnchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Left };
        canvas.Save();
        canvas.Translate((float)text.At.X, (float)text.At.Y);
        if (text.IsVertical) canvas.RotateDegrees(-90);
        canvas.DrawText(text.Words, 0, 0, align, font, paint);
        canvas.Restore();
    }

    private static void Draw(SKCanvas canvas, ImmutableArray<Spot> points, bool isClosed, SKPaint paint)
    {
        using var path = new SKPathBuilder();
        path.AddPoly([.. points.Select(point => new SKPoint((float)point.X, (float)point.Y))], isClosed);
        using var drawn = path.Detach();
        canvas.DrawPath(drawn, paint);
    }

    private static void Stroke(SKPaint paint, Paint colour, float width)
    {
        paint.Color = Colour(colour);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = width;
    }

    private static SKColor Colour(Paint paint) => SKColor.Parse(paint.Hex);
}
