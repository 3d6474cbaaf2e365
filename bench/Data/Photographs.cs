using SkiaSharp;
using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Images;
using Sweeper.Training.Recipes;

namespace Sweeper.Bench.Data;

/// <summary>JPEG files of a photograph's size in a temporary folder, and a feed of them.</summary>
internal sealed class Photographs : IDisposable
{
    public const int Count = 128;
    private const int Different = 8;
    private const int Height = 375, Width = 500;

    private readonly string _folder = Directory.CreateTempSubdirectory("sweeper-bench-").FullName;
    private readonly ImageSplit _split;
    private readonly byte[] _batch = new byte[32 * Input.Length];
    private readonly int[] _order = [.. Enumerable.Range(0, Count)];

    public Photographs()
    {
        var paths = Enumerable.Range(0, Count).Select(i => $"{i:000}.jpg").ToArray();
        for (var i = 0; i < Count; i++)
        {
            if (i < Different) File.WriteAllBytes(Path.Combine(_folder, paths[i]), Encode(i));
            else File.Copy(Path.Combine(_folder, paths[i % Different]), Path.Combine(_folder, paths[i]));
        }
        _split = new(Input, [], _order, new ushort[Count])
        {
            Files = new(_folder, paths, [.. paths.Select(path => new FileInfo(Path.Combine(_folder, path)).Length)]),
        };
    }

    /// <summary>What images are brought to.</summary>
    public static ImageGeometry Input => new(3, 224, 224);

    /// <summary>Decodes and augments all images once.</summary>
    public void Epoch(int decoders)
    {
        using var pool = new DecodePool(decoders);
        using var feed = new StreamedFeed(_split, new ImageTransform(Input, Augmentation.Imagenet, training: true, seed: 0), pool, CancellationToken.None);
        feed.Begin(0, _order);
        for (var first = 0; first < Count; first += 32) feed.Read(_order.AsSpan(first, 32), _batch);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Slow waves with noise on top: without the noise a JPEG of it would be far too small.
    private static byte[] Encode(int number)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var draw = Draw.Named($"bench/{number}");
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
                bitmap.SetPixel(x, y, new SKColor(Wave(x + 40 * number), Wave(y), Wave(x + y)));
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();

        byte Wave(int at) => (byte)(120 + 80 * Math.Sin(at / 30.0) + draw.Below(24));
    }
}
