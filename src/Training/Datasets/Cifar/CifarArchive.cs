using System.IO.Compression;

namespace Sweeper.Training.Datasets.Cifar;

/// <summary>
/// CIFAR's published archive, read without unpacking it. It is not trusted: no more is inflated than an archive of the format holds, a file
/// is taken only where the published archive has it, as a plain file, once, and only into memory; everything else is passed over.
/// </summary>
/// <param name="Format">Which CIFAR.</param>
/// <param name="Path">The archive.</param>
internal sealed record CifarArchive(CifarFormat Format, string Path) : FilesInMemory(Path, [Path])
{
    /// <inheritdoc/>
    public override (LabelledImages Train, LabelledImages Test) ReadImages() => DamagedFile.Guard(Path, "gzip", () =>
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (!GzipFile.IsGzip(file)) throw DamagedFile.Of(Path, "it is not a gzip file");
        var length = GzipFile.InflatedLength(Path, file);
        if (length > Format.MostBytes)
            throw DamagedFile.Of(Path, $"it would inflate to {length} bytes; an archive of {Format.Folder} has at most {Format.MostBytes}");
        using var inflated = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        var archive = new PartStream(inflated, length);
        var files = ReadFiles(archive);
        // To the end, where gzip's checksum is.
        if (!archive.Skip()) throw DamagedFile.Of(Path, $"its gzip data are cut short: they end {archive.Remaining} bytes before their length");
        if (inflated.ReadByte() >= 0) throw DamagedFile.Of(Path, "its gzip data go on after their length");
        return Format.Splits(Path, files);
    });

    private Dictionary<string, CifarRecords> ReadFiles(PartStream archive)
    {
        var files = new Dictionary<string, CifarRecords>();
        var reader = new TarReader(Path, archive);
        while (reader.Next() is { } entry)
        {
            var file = entry.FileName;
            if (!Format.Files.Contains(file)) continue;
            Check(entry, $"{Format.Folder}/{file}");
            if (files.ContainsKey(file)) throw DamagedFile.Of(Path, $"it has {entry.Name} twice");
            files[file] = CifarRecords.Read(Format, Path, file, reader.Content, entry.Size);
        }
        return files;
    }

    private void Check(TarEntry entry, string expected)
    {
        var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
        if (name != expected) throw DamagedFile.Of(Path, $"it has {entry.Name} where the published archive has {expected}");
        if (entry.Kind != '0') throw DamagedFile.Of(Path, $"{entry.Name} is not a plain file in it but {Meaning(entry.Kind)}");
        if (entry.Overridden) throw DamagedFile.Of(Path, $"{entry.Name} has an extended header that gives it another name, size or layout");
    }

    private static string Meaning(char kind) => kind switch
    {
        '1' => "a hard link",
        '2' => "a symbolic link",
        '3' or '4' => "a device",
        '5' => "a folder",
        '6' => "a pipe",
        'S' => "a file with holes",
        _ => $"an entry of type {(char.IsAsciiLetterOrDigit(kind) ? kind : '?')}",
    };
}
