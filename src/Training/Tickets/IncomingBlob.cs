using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Tickets;

/// <summary>
/// A blob that comes in pieces, hashed as they come, in a temporary file: it becomes a blob when its bytes have the digest that was asked for, else never.
/// For one thread at a time.
/// </summary>
public sealed class IncomingBlob : IDisposable
{
    private readonly Digest _digest;
    private readonly string _temporary;
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <exception cref="IOException">The temporary file cannot be made.</exception>
    internal IncomingBlob(Digest digest, string temporary, string path)
    {
        (_digest, _temporary, _path) = (digest, temporary, path);
        _file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    /// <exception cref="NoSpaceException">There is no room.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file, bytes, Length);
        }
        catch (IOException failure) when (DiskFaults.IsNoSpace(failure))
        {
            throw NoRoom(failure);
        }
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <summary>Forgets what has come, to begin anew.</summary>
    public void Restart()
    {
        RandomAccess.SetLength(_file, 0);
        _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>Makes it a blob, durable, if its bytes are those of the digest, and nothing more is taken; else forgets them.</summary>
    /// <exception cref="NoSpaceException">There is no room.</exception>
    public bool TryKeep()
    {
        if (Convert.ToHexStringLower(_hash.GetCurrentHash()) != _digest.Hex)
        {
            Restart();
            return false;
        }
        try
        {
            RandomAccess.FlushToDisk(_file);
            // .NET locks what it writes: who reads the blob must not meet that.
            _file.Dispose();
            File.Move(_temporary, _path, overwrite: true);
            DurableFile.FlushFolder(Path.GetDirectoryName(_path)!);
        }
        catch (IOException failure) when (DiskFaults.IsNoSpace(failure))
        {
            throw NoRoom(failure);
        }
        return true;
    }

    /// <summary>Removes what is left of one that became no blob.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
        File.Delete(_temporary);
    }

    private NoSpaceException NoRoom(IOException failure) => NoSpaceException.For("a blob from another machine", Path.GetDirectoryName(_path)!, failure);
}
