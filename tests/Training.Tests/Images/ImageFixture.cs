using SkiaSharp;
using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;

namespace Sweeper.Training.Tests.Images;

/// <summary>A temporary folder with image files that the test writes; deleted at its end.</summary>
public sealed class ImageFixture : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("sweeper-images-").FullName;

    public DatasetPaths Paths => new([Root], Path.Combine(Root, "cache"), []);

    public DatasetCatalog Catalog() => new(Paths);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>A file under the root, with its folders.</summary>
    public string Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return full;
    }

    /// <summary>A folder of classes: so many training and test images each, PNG and JPEG in turn, that differ by class and number.</summary>
    public string Folder(string name, string[] classes, int train, int test, int side = 12)
    {
        foreach (var (split, count) in (ReadOnlySpan<(string, int)>)[("train", train), ("val", test)])
            for (var label = 0; label < classes.Length; label++)
                for (var i = 0; i < count; i++)
                    Write($"{name}/{split}/{classes[label]}/{i:000}.{(i % 2 == 0 ? "png" : "JPG")}", Encode($"{split}/{label}/{i}", side, side, label * 60, i % 2 == 0));
        return Path.Combine(Root, name);
    }

    /// <summary>An image of noise around a brightness.</summary>
    public static byte[] Encode(string name, int height, int width, int brightness = 128, bool png = true)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var draw = Draw.Named(name);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, new SKColor((byte)(brightness + draw.Below(40)), (byte)(brightness / 2 + draw.Below(40)), (byte)draw.Below(256)));
        using var data = bitmap.Encode(png ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
