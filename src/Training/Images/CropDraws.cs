using Sweeper.Training.Draws;

namespace Sweeper.Training.Images;

/// <summary>The random and the fixed frames of augmentation <c>imagenet</c>, by the arithmetic of torchvision's RandomResizedCrop, Resize and CenterCrop.</summary>
internal static class CropDraws
{
    private const double SmallestArea = 0.08;
    private const double Narrowest = 3.0 / 4;
    private const double Widest = 4.0 / 3;
    private const int Tries = 10;

    /// <summary>8% to 100% of the area at 3/4 to 4/3 width to height, log-uniform; after ten that do not fit, the largest centred one in that range.</summary>
    public static Frame Random(Draw draw, int height, int width)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var area = (double)height * width * (SmallestArea + (1 - SmallestArea) * draw.Uniform());
            var aspect = Math.Exp(Math.Log(Narrowest) + (Math.Log(Widest) - Math.Log(Narrowest)) * draw.Uniform());
            var (w, h) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (w > 0 && w <= width && h > 0 && h <= height) return new(draw.Below(height - h + 1), draw.Below(width - w + 1), h, w);
        }
        return Fallback(height, width);
    }

    /// <summary>What random frames become where ten tries fail: very long or very high images.</summary>
    public static Frame Fallback(int height, int width)
    {
        var aspect = (double)width / height;
        var h = aspect < Narrowest ? (int)Math.Round(width / Narrowest) : height;
        var w = aspect > Widest ? (int)Math.Round(height * Widest) : width;
        return new((height - h) / 2, (width - w) / 2, h, w);
    }

    /// <summary>To which size a test image is resized, and where its centre is cut out: the shorter side becomes size x 256/224, rounded.</summary>
    public static (int Height, int Width, int Top, int Left) Centre(int height, int width, int size)
    {
        var side = (size * 16 + 7) / 14;
        var (h, w) = height <= width ? (side, (int)((long)side * width / height)) : ((int)((long)side * height / width), side);
        return (h, w, (int)Math.Round((h - size) / 2.0), (int)Math.Round((w - size) / 2.0));
    }
}
