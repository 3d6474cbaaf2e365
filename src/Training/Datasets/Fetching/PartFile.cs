using System.Net.Http.Headers;
using System.Security.Cryptography;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>
/// A file while it is downloaded: NAME.part, and beside it NAME.part.from, which remembers the address and what the server called that
/// version of the file (its ETag, else its Last-Modified). Both stay where a download breaks off, so that the next one goes on.
/// </summary>
/// <param name="folder">The folder, which exists.</param>
/// <param name="name">The name that the file shall have in the end.</param>
internal sealed class PartFile(string folder, string name)
{
    private const int LongestMemory = 8192;

    /// <summary>The path of the part.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, $"{name}.part");

    /// <summary>The path of the whole file.</summary>
    public string Target { get; } = System.IO.Path.Combine(folder, name);

    private string MemoryPath => $"{Path}.from";

    /// <summary>Bytes that are there.</summary>
    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>Begins the file anew.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="response">What the server says of this version of it.</param>
    public FileStream Begin(Uri address, HttpResponseMessage response)
    {
        // What was remembered is of other bytes: it goes before they do.
        File.Delete(MemoryPath);
        var file = new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.Read);
        if (Version(response) is { } version) File.WriteAllText(MemoryPath, $"{address}\n{version}\n");
        return file;
    }

    /// <summary>Goes on after what is there.</summary>
    public FileStream GoOn() => new(Path, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>What the server at this address called the version that is being downloaded; null where it did not say, or another did.</summary>
    public RangeConditionHeaderValue? VersionFrom(Uri address)
    {
        if (!File.Exists(MemoryPath) || new FileInfo(MemoryPath).Length > LongestMemory) return null;
        var lines = File.ReadAllLines(MemoryPath);
        return lines is [var from, var version] && from == address.ToString() && RangeConditionHeaderValue.TryParse(version, out var parsed) ? parsed : null;
    }

    /// <summary>The SHA-256 of what is on the disk.</summary>
    public async Task<Digest> Digest(CancellationToken cancel)
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return new(Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)));
    }

    /// <summary>Gives the file its name, durably.</summary>
    public void Complete()
    {
        DurableFile.Flush(Path);
        File.Move(Path, Target, overwrite: true);
        File.Delete(MemoryPath);
        DurableFile.FlushFolder(folder);
    }

    /// <summary>Removes what is there.</summary>
    public void Delete()
    {
        File.Delete(MemoryPath);
        File.Delete(Path);
    }

    /// <remarks>If-Range takes no weak ETag: such files need not be equal to the byte.</remarks>
    private static string? Version(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : response.Content.Headers.LastModified?.ToString("r");
}
