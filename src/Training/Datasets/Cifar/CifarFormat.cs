using System.Collections.Immutable;

namespace Sweeper.Training.Datasets.Cifar;

/// <summary>
/// The binary version of CIFAR: files of records, each of one or two label bytes and 32 x 32 pixels of red, then green, then blue. Read out
/// of the published archive or out of the folder that it unpacks to.
/// </summary>
/// <param name="Archive">The published archive.</param>
/// <param name="Folder">The folder in it.</param>
/// <param name="TrainFiles">The files of training images, in their order.</param>
/// <param name="TestFile">The file of test images.</param>
/// <param name="MostTrain">The records of a whole training file.</param>
/// <param name="LabelClasses">The number of classes of each label byte of a record; the last is the label used.</param>
internal sealed record CifarFormat(
    string Archive, string Folder, ImmutableArray<string> TrainFiles, string TestFile, int MostTrain, ImmutableArray<int> LabelClasses) : IBaseFormat
{
    /// <summary>Bytes of an image.</summary>
    public const int ImageLength = 3 * 32 * 32;

    private const int MostTest = 10_000;

    // For the headers, the list of class names and the read-me; the published archives need less than a twentieth of it.
    private const long OtherBytes = 1 << 20;

    /// <summary>CIFAR-10: five training files, one label byte.</summary>
    public static CifarFormat Cifar10 { get; } = new(
        "cifar-10-binary.tar.gz", "cifar-10-batches-bin", [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")], "test_batch.bin", 10_000, [10]);

    /// <summary>CIFAR-100: one training file, a byte for the coarse label (20 classes) and one for the fine label, which is used.</summary>
    public static CifarFormat Cifar100 { get; } =
        new("cifar-100-binary.tar.gz", "cifar-100-binary", ["train.bin"], "test.bin", 50_000, [20, 100]);

    /// <summary>The shape of an image.</summary>
    public static ImageGeometry Geometry { get; } = new(3, 32, 32);

    /// <summary>Bytes of a record.</summary>
    public int RecordLength => LabelClasses.Length + ImageLength;

    /// <summary>The most bytes that an archive of this format inflates to.</summary>
    public long MostBytes => (MostTest + (long)TrainFiles.Length * MostTrain) * RecordLength + OtherBytes;

    /// <summary>All files with images, the training ones first.</summary>
    public IEnumerable<string> Files => [.. TrainFiles, TestFile];

    /// <summary>The most records that a file holds.</summary>
    public int MostRecords(string file) => file == TestFile ? MostTest : MostTrain;

    /// <inheritdoc/>
    public IBaseFiles? Find(string folder, string name)
    {
        string[] archives = [Path.Combine(folder, Archive), Path.Combine(folder, name, Archive)];
        if (archives.FirstOrDefault(File.Exists) is { } archive) return new CifarArchive(this, archive);
        string[] folders = [Path.Combine(folder, Folder), Path.Combine(folder, name, Folder), Path.Combine(folder, name)];
        return folders.Select(unpacked => CifarFolder.Find(this, unpacked)).FirstOrDefault(found => found is not null);
    }

    /// <inheritdoc/>
    public string Remedy(string name) => $"Put {Archive}, or the folder {Folder} that it unpacks to, in a folder on {DatasetPaths.Variable}.";

    /// <summary>The splits that some files make.</summary>
    /// <param name="path">The archive or folder.</param>
    /// <param name="files">The records by file name.</param>
    /// <exception cref="DatasetException">There is no training or no test file.</exception>
    public (LabelledImages Train, LabelledImages Test) Splits(string path, IReadOnlyDictionary<string, CifarRecords> files)
    {
        var train = TrainFiles.Where(files.ContainsKey).Select(file => files[file]).ToArray();
        if (train.Length == 0) throw Missing(path, string.Join(" or ", TrainFiles));
        return files.TryGetValue(TestFile, out var test) ? (Split(path, train), Split(path, [test])) : throw Missing(path, TestFile);
    }

    /// <summary>The error of files that lack one.</summary>
    public DatasetException Missing(string path, string file) =>
        new($"{path}: the file {file} is missing. Put {Archive}, or the folder {Folder} that it unpacks to, there whole, or remove this.");

    private static LabelledImages Split(string path, CifarRecords[] files) =>
        new(Geometry, Joined(files, file => file.Pixels), Joined(files, file => file.Labels), path, path);

    private static byte[] Joined(CifarRecords[] files, Func<CifarRecords, byte[]> part)
    {
        if (files.Length == 1) return part(files[0]);
        var all = new byte[files.Sum(file => part(file).Length)];
        var rest = all.AsSpan();
        foreach (var file in files)
        {
            part(file).CopyTo(rest);
            rest = rest[part(file).Length..];
        }
        return all;
    }
}
