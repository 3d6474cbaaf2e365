using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Cifar;

namespace Sweeper.Training.Tests.Datasets.Cifar;

/// <summary>CIFAR's files as their page describes them: one or two label bytes and 3,072 pixels a record, in files of a few records.</summary>
internal static class CifarFixture
{
    public static readonly DatasetRef Cifar10 = new("cifar-10");

    /// <summary>A file of records with these labels; coarse ones before them for CIFAR-100.</summary>
    public static byte[] Batch(int seed, int[] labels, int[]? coarse = null) =>
        [.. labels.SelectMany((label, i) => (byte[])[.. coarse is null ? [] : new[] { (byte)coarse[i] }, (byte)label, .. Pixels(seed + i)])];

    /// <summary>An image's bytes: red, green, blue.</summary>
    public static byte[] Pixels(int seed) =>
        [.. Enumerable.Range(0, CifarFormat.ImageLength).Select(p => (byte)(p * p % 251 + 31 * seed))];

    /// <summary>Five training files of two records each, and a test file of three.</summary>
    public static Dictionary<string, byte[]> Batches() => new()
    {
        ["data_batch_1.bin"] = Batch(10, [0, 1]),
        ["data_batch_2.bin"] = Batch(20, [2, 3]),
        ["data_batch_3.bin"] = Batch(30, [4, 5]),
        ["data_batch_4.bin"] = Batch(40, [6, 7]),
        ["data_batch_5.bin"] = Batch(50, [8, 9]),
        ["test_batch.bin"] = Batch(60, [9, 0, 5]),
    };

    public static Tar Tar(Dictionary<string, byte[]> batches, string folder = "cifar-10-batches-bin")
    {
        var tar = new Tar().Add(folder + "/", [], '5');
        foreach (var (name, bytes) in batches) tar.Add($"{folder}/{name}", bytes);
        return tar.Add($"{folder}/readme.html", "hello"u8.ToArray());
    }

    public static void Unpack(string folder, Dictionary<string, byte[]> batches)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in batches) File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    /// <summary>Puts an archive where the catalog looks for it.</summary>
    public static string Archive(IdxFixture files, byte[] tar, string name = "cifar-10-binary.tar.gz") => Raw(files, IdxFixture.Gzip(tar), name);

    public static string Raw(IdxFixture files, byte[] bytes, string name = "cifar-10-binary.tar.gz")
    {
        Directory.CreateDirectory(files.Data);
        var path = Path.Combine(files.Data, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
