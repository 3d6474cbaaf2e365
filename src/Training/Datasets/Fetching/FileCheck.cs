using System.Security.Cryptography;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>Compares files on this machine with what their publisher gives out.</summary>
public static class FileCheck
{
    /// <summary>Reads those files of a folder that have the name of a published one; others (unpacked ones) are passed over.</summary>
    /// <exception cref="DatasetException">A file cannot be read.</exception>
    public static IReadOnlyList<CheckedFile> Of(string folder, PublishedArchive archive) =>
        [.. archive.Files.Where(file => File.Exists(Path.Combine(folder, file.Name))).Select(file => Check(Path.Combine(folder, file.Name), file))];

    private static CheckedFile Check(string path, PublishedFile published)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            var digest = new Digest(Convert.ToHexStringLower(SHA256.HashData(file)));
            return new(path, file.Length, digest, digest == published.Sha256);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: it cannot be read ({e.Message}). Replace it by a whole copy of the published file.", e);
        }
    }
}
