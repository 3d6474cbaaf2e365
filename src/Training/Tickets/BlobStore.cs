using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Tickets;

/// <summary>
/// Blobs in a folder, named after their digests: <c>ab/abcdef...</c>. Files being written are under <c>tmp</c>,
/// where nothing counts as a blob. The folder is made by the first <see cref="Put"/>; reading never writes.
/// </summary>
public sealed class BlobStore(string folder) : IBlobStore
{
    private const int CompareBytes = 1 << 16;

    // Folders whose names this process knows to be durable: another process may have made one and not flushed it yet.
    private readonly ConcurrentDictionary<string, bool> _durable = new();

    /// <summary>The folder's full path.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    private string TemporaryFolder => Path.Combine(Folder, "tmp");

    /// <inheritdoc/>
    public Digest Put(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        var path = PathOf(digest);
        try
        {
            if (Holds(path, bytes)) DurableFile.Flush(path);
            else Write(path, bytes);
        }
        catch (IOException failure) when (DiskFaults.IsNoSpace(failure))
        {
            throw NoSpaceException.For($"a blob of {ByteSize.Text(bytes.Length)}", Folder, failure);
        }
        return digest;
    }

    /// <inheritdoc/>
    public byte[] Get(Digest digest)
    {
        var path = PathOf(digest);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Lost(digest, path, "is missing");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Lost(digest, path, $"cannot be read ({unreadable.Message})");
        }
        var found = Digest.Of(bytes);
        return found == digest ? bytes : throw Lost(digest, path, $"is damaged: its {bytes.Length} bytes have the SHA-256 {found.Short}...");
    }

    /// <summary>A blob's file, to be sent to who verifies it: it is not verified here. Null where there is none.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is there, and this user may not read it, or it is a folder.</exception>
    public SafeFileHandle? OpenToRead(Digest digest)
    {
        try
        {
            return File.OpenHandle(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Begins to take in a blob that comes in pieces; it is one once <see cref="IncomingBlob.TryKeep"/> says so.</summary>
    /// <exception cref="NoSpaceException">There is no room.</exception>
    public IncomingBlob Receive(Digest digest)
    {
        var path = PathOf(digest);
        try
        {
            return new(digest, Prepare(path), path);
        }
        catch (IOException failure) when (DiskFaults.IsNoSpace(failure))
        {
            throw NoSpaceException.For("a blob", Folder, failure);
        }
    }

    /// <inheritdoc/>
    public bool Contains(Digest digest) => File.Exists(PathOf(digest));

    /// <summary>Every blob, unverified, in no order.</summary>
    public IEnumerable<StoredBlob> List() =>
        from shard in FilesIn(Folder, directories: true).Cast<DirectoryInfo>()
        where shard.Name.Length == 2
        from file in FilesIn(shard.FullName, directories: false).Cast<FileInfo>()
        where Digest.TryParse(file.Name, out _) && file.Name.StartsWith(shard.Name, StringComparison.Ordinal)
        select new StoredBlob(new Digest(file.Name), FileSize.Of(file));

    /// <summary>When a blob was last written or touched (UTC); for whoever keeps blobs by their last use.</summary>
    public DateTime TouchedAt(Digest digest) => File.GetLastWriteTimeUtc(PathOf(digest));

    /// <summary>Notes a use of a blob: it outlives the process, though not a power cut.</summary>
    /// <exception cref="IOException">It is not there, or the disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public void Touch(Digest digest, DateTime at) => File.SetLastWriteTimeUtc(PathOf(digest), at);

    /// <summary>Removes a blob, if it is there; the bytes that this freed.</summary>
    public long Delete(Digest digest) => Delete(new FileInfo(PathOf(digest)));

    /// <summary>Bytes in temporary files: of blobs being written, and of those whose writing a crash cut off.</summary>
    public long TemporaryBytes => FilesIn(TemporaryFolder, directories: false).Cast<FileInfo>().Sum(FileSize.Of);

    /// <summary>Removes temporary files; only for who knows that no process is writing them. The bytes that this freed.</summary>
    /// <param name="keepSince">Those written since then stay; null is none.</param>
    public long DeleteTemporaryFiles(DateTimeOffset? keepSince = null) => FilesIn(TemporaryFolder, directories: false).Cast<FileInfo>()
        .Where(file => !(file.LastWriteTimeUtc >= keepSince?.UtcDateTime)).ToList().Sum(Delete);

    // Digests come from messages and databases too: what is not one must not become a path.
    private string PathOf(Digest digest) => Digest.TryParse(digest.Hex, out _)
        ? Path.Combine(Folder, digest.Hex[..2], digest.Hex)
        : throw new ArgumentException($"'{digest.Hex}' is not a SHA-256.", nameof(digest));

    private void Write(string path, ReadOnlySpan<byte> bytes) => DurableFile.Write(path, bytes, Prepare(path));

    // Makes a blob's folders; the path of a temporary file for it.
    private string Prepare(string path)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        MakeFolder(TemporaryFolder);
        return Path.Combine(TemporaryFolder, Guid.NewGuid().ToString("N"));
    }

    private void MakeFolder(string path)
    {
        if (_durable.ContainsKey(path) && Directory.Exists(path)) return;
        DurableFile.CreateFolder(path);
        DurableFile.FlushFolder(Folder);
        _durable[path] = true;
    }

    // Whether the file is there and whole. One that cannot be read is not: a rename over it needs no reading.
    private static bool Holds(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true } info || info.Length != bytes.Length) return false;
            using var file = File.OpenHandle(path);
            var buffer = new byte[Math.Min(CompareBytes, bytes.Length)];
            while (!bytes.IsEmpty)
            {
                var read = RandomAccess.Read(file, buffer, info.Length - bytes.Length);
                if (read == 0 || read > bytes.Length || !bytes[..read].SequenceEqual(buffer.AsSpan(0, read))) return false;
                bytes = bytes[read..];
            }
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<FileSystemInfo> FilesIn(string path, bool directories)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.Exists) return [];
        return directories ? folder.EnumerateDirectories() : folder.EnumerateFiles();
    }

    private static long Delete(FileInfo file)
    {
        if (!file.Exists) return 0;
        var bytes = file.Length;
        file.Delete();
        return bytes;
    }

    private static LostBlobException Lost(Digest digest, string path, string fault) =>
        new(digest, $"The blob {path} {fault}. A run that needs it trains the stage that made it again.");
}
