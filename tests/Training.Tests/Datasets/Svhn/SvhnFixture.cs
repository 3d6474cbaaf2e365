using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Svhn;

namespace Sweeper.Training.Tests.Datasets.Svhn;

/// <summary>SVHN's folder as its page describes it: X of 32 x 32 x 3 x images, y with 10 for the digit 0.</summary>
internal static class SvhnFixture
{
    public static readonly DatasetRef Svhn = new("svhn");

    /// <summary>X in column-major order: the row is innermost.</summary>
    public static byte[] Images(int count) =>
    [
        .. from image in Enumerable.Range(0, count)
           from channel in Enumerable.Range(0, 3)
           from column in Enumerable.Range(0, 32)
           from row in Enumerable.Range(0, 32)
           select Pixel(row, column, channel, image),
    ];

    public static byte Pixel(int row, int column, int channel, int image) => (byte)(5 * row + 11 * column + 70 * channel + 29 * image + row * column);

    /// <summary>A file as MATLAB writes it: y is of class double and stored in as few bytes as it needs.</summary>
    public static Mat File(Mat mat, params byte[] labels) => mat
        .Add("X", MatClass.UInt8, [32, 32, 3, labels.Length], MatType.UInt8, Images(labels.Length))
        .Add("y", MatClass.Double, [labels.Length, 1], MatType.UInt8, labels);

    /// <summary>Puts two files where the catalog looks for them.</summary>
    public static string Folder(IdxFixture files, byte[] train, byte[]? test = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(files.Data, "svhn")).FullName;
        System.IO.File.WriteAllBytes(Path.Combine(folder, "train_32x32.mat"), train);
        System.IO.File.WriteAllBytes(Path.Combine(folder, "test_32x32.mat"), test ?? File(new Mat(), 10, 1).Bytes);
        return folder;
    }
}
