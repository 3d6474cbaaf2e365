using System.Collections.Immutable;
using Sweeper.Training.Files;

namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>Lists image files below a dataset's folder. Hidden files are passed over; links that lead out of the folder are refused.</summary>
internal sealed class FolderReader
{
    private const int MostClasses = ushort.MaxValue;
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png"];
    private static readonly string[] OtherEndings = [".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".avif", ".ppm"];
    private readonly string _real;

    /// <summary>The reader of a folder, which itself may be a link.</summary>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public FolderReader(string root)
    {
        Root = Path.GetFullPath(root);
        _real = Guard(Root, () => LibC.RealPath(Root));
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Whether a folder is there.</summary>
    public bool Has(string folder) => Directory.Exists(Path.Combine(Root, folder));

    /// <summary>The classes of a folder: its folders' names, in ordinal order.</summary>
    /// <exception cref="DatasetException">There is none, or one leads elsewhere.</exception>
    public ImmutableArray<string> Classes(string folder)
    {
        var classes = Entries(folder).OfType<DirectoryInfo>().Select(entry => entry.Name).Order(StringComparer.Ordinal).ToImmutableArray();
        if (classes.Length is > 0 and <= MostClasses) return classes;
        var fault = classes.IsEmpty ? "it has no folder of a class in it" : $"it has {classes.Length:N0} classes; at most {MostClasses:N0} are read";
        throw new DatasetException($"{Path.Combine(Root, folder)}: {fault}. Give each class a folder with its images.");
    }

    /// <summary>The images of a class by their names, in ordinal order.</summary>
    /// <exception cref="DatasetException">There is none, one is empty or leads elsewhere, or a folder is among them.</exception>
    public IEnumerable<ImageEntry> Images(string folder, int label)
    {
        var images = Entries(folder).Where(IsImage).Select(entry => Entry(folder, (FileInfo)entry, label)).OrderBy(entry => entry.Path, StringComparer.Ordinal).ToList();
        return images.Count > 0 ? images : throw new DatasetException(
            $"{Path.Combine(Root, folder)}: it has no image. Put .jpg, .jpeg or .png files into it, or remove the folder.");
    }

    /// <summary>A file's lines; null where it is not there.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is longer than any list of labels.</exception>
    public string[]? Lines(string file)
    {
        const int mostBytes = 64 << 20;
        var path = Path.Combine(Root, file);
        if (!File.Exists(path)) return null;
        return Guard(path, () => new FileInfo(path).Length <= mostBytes ? File.ReadAllLines(path) : throw new IOException($"it has more than {mostBytes:N0} bytes"));
    }

    private IEnumerable<FileSystemInfo> Entries(string folder)
    {
        var path = Path.Combine(Root, folder);
        var all = Guard(path, () => new DirectoryInfo(path).EnumerateFileSystemInfos().Where(entry => entry.Name[0] != '.').ToList());
        foreach (var link in all.Where(entry => entry.Attributes.HasFlag(FileAttributes.ReparsePoint)))
        {
            var target = Guard(link.FullName, () => LibC.RealPath(link.FullName));
            if (!target.StartsWith(_real + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new DatasetException($"{link.FullName}: this link leads out of {Root}. Put the files themselves there.");
        }
        return all;
    }

    private static bool IsImage(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo) throw new DatasetException($"{entry.FullName}: a folder lies among the images of a class. Move its images up, or remove it.");
        if (OtherEndings.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
            throw new DatasetException($"{entry.FullName}: only JPEG and PNG images are read. Convert it, or remove it.");
        return Endings.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase);
    }

    private static ImageEntry Entry(string folder, FileInfo file, int label)
    {
        // What is asked for is the image, not the link to it. Pipes and devices have no length either.
        var target = file.Attributes.HasFlag(FileAttributes.ReparsePoint) ? new FileInfo(LibC.RealPath(file.FullName)) : file;
        return target.Length > 0
            ? new($"{folder}/{file.Name}", checked((ushort)label), target.Length, target.LastWriteTimeUtc.Ticks)
            : throw new DatasetException($"{file.FullName}: it is empty. Replace it by a whole image, or remove it.");
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: it cannot be read ({e.Message}). Put the dataset's files back, or allow reading them.", e);
        }
    }
}
