namespace Sweeper.Training.Datasets.Svhn;

/// <summary>
/// A folder with SVHN's two MAT-files. Each has X, bytes of height x width x channels x images in column-major order, and y, a label an
/// image: 1 to 9, and 10 for the digit 0.
/// </summary>
/// <param name="Path">The folder.</param>
/// <param name="TrainFile">The file of the training images.</param>
/// <param name="TestFile">The file of the test images.</param>
internal sealed record SvhnFolder(string Path, string TrainFile, string TestFile) : FilesInMemory(Path, [TrainFile, TestFile])
{
    private const int Side = 32;
    private const int Plane = Side * Side;

    // 73,257 were published for training.
    private const int MostImages = 100_000;

    private static readonly Dictionary<string, int> Variables =
        new() { ["X"] = MostImages * 3 * Plane, ["y"] = MostImages * sizeof(double) };

    /// <summary>The shape of an image.</summary>
    public static ImageGeometry Geometry { get; } = new(3, Side, Side);

    /// <inheritdoc/>
    public override (LabelledImages Train, LabelledImages Test) ReadImages() => (Read(TrainFile), Read(TestFile));

    private static LabelledImages Read(string path)
    {
        var variables = MatFile.Read(path, Variables);
        var images = variables["X"];
        if (images is not { Class: MatClass.UInt8, Type: MatType.UInt8, Dimensions: [Side, Side, 3, > 0] })
            throw DamagedFile.Of(path, $"X is {Shape(images)}, not uint8 of {Side} x {Side} x 3 x images");
        var labels = Labels(path, variables["y"], images.Dimensions[3]);
        Transpose(images.Data);
        return new LabelledImages(Geometry, images.Data, labels, path, path);
    }

    private static byte[] Labels(string path, MatArray stored, int count)
    {
        if (stored.Count != count || !stored.Dimensions.Contains(count))
            throw DamagedFile.Of(path, $"y is {Shape(stored)}, which is not a label for each of the {count} images");
        var labels = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var label = stored.Value(i);
            if (!(label >= 1 && label <= 10 && label == Math.Floor(label)))
                throw DamagedFile.Of(path, $"label {i} is {label}, but there are 1 to 10 (for the digit 0)");
            labels[i] = (byte)(label % 10);
        }
        return labels;
    }

    /// <summary>Brings each plane from columns to rows, where it lies: a second array of 225 MB is not needed.</summary>
    private static void Transpose(byte[] pixels)
    {
        for (var start = 0; start < pixels.Length; start += Plane)
        {
            var plane = pixels.AsSpan(start, Plane);
            for (var row = 1; row < Side; row++)
            {
                for (var column = 0; column < row; column++)
                    (plane[row * Side + column], plane[column * Side + row]) = (plane[column * Side + row], plane[row * Side + column]);
            }
        }
    }

    private static string Shape(MatArray array) => $"{array.Class.ToString().ToLowerInvariant()} of {string.Join(" x ", array.Dimensions)}";
}
