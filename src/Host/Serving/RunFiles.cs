using System.Security.Cryptography;
using System.Text;

namespace Sweeper.Host.Serving;

/// <summary>
/// What a run leaves in its store for those who watch it, all for its user's eyes only: <c>run.sock</c> (the socket), <c>run.token</c> (who has it
/// may control the run), and <c>run.place</c> (where the socket is instead) if it cannot be in the store.
/// </summary>
/// <param name="store">The store's folder.</param>
internal sealed class RunFiles(string store)
{
    /// <summary>Bytes of the longest path that a Unix socket may have, with some to spare.</summary>
    public const int LongestPath = 100;

    private const string SocketName = "run.sock";
    private const string OwnFolder = "sweeper-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _inStore = Path.Combine(Path.GetFullPath(store), SocketName);
    private readonly string _token = Path.Combine(Path.GetFullPath(store), "run.token");
    private readonly string _place = Path.Combine(Path.GetFullPath(store), "run.place");

    private string? _made;

    /// <summary>Whether the path in the store is short enough for a socket.</summary>
    public bool FitsInStore => Encoding.UTF8.GetByteCount(_inStore) <= LongestPath;

    /// <summary>Where the socket of this store's run is, if there is a run.</summary>
    public string Socket => ReadOrNull(_place)?.Trim() is { Length: > 0 } elsewhere ? elsewhere : _inStore;

    /// <summary>Whether there is a socket, of a run that goes on or of one that was killed.</summary>
    public bool HasSocket => File.Exists(Socket);

    /// <summary>The token of the run; null where there is none or this user may not read it.</summary>
    public string? Token => ReadOrNull(_token)?.Trim();

    /// <summary>Clears away what a run that was killed has left, and chooses where the socket shall be. The caller holds the store's lock.</summary>
    /// <exception cref="IOException">Writing is not possible there.</exception>
    public string Prepare(bool inStore)
    {
        Remove();
        if (inStore) return _inStore;
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var above = Directory.Exists(runtime) && Encoding.UTF8.GetByteCount(runtime) < LongestPath / 2 ? runtime : "/tmp";
        var folder = Path.Combine(above, OwnFolder + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        var socket = Path.Combine(folder, SocketName);
        // Noted first: what is made is found again, and removed.
        Write(_place, socket);
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        return socket;
    }

    /// <summary>Makes the token of a run: 32 random bytes in hexadecimal.</summary>
    /// <exception cref="IOException">Writing is not possible there.</exception>
    public string MakeToken()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Write(_token, token);
        _made = token;
        return token;
    }

    /// <summary>Removes it all, unless another run has put its own in its place.</summary>
    public void Leave()
    {
        if (Token == _made) Remove();
    }

    /// <summary>Removes it all. A folder that is not a run's own is left alone, whatever <c>run.place</c> says.</summary>
    public void Remove()
    {
        var socket = Socket;
        File.Delete(_token);
        File.Delete(_inStore);
        File.Delete(_place);
        var folder = Path.GetDirectoryName(socket);
        if (socket == _inStore || Path.GetFileName(socket) != SocketName || !Path.GetFileName(folder!).StartsWith(OwnFolder, StringComparison.Ordinal)) return;
        try
        {
            File.Delete(socket);
            Directory.Delete(folder!);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Somebody has tidied up, or it is not ours.
        }
    }

    private static void Write(string path, string text)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        file.Write(Encoding.UTF8.GetBytes($"{text}\n"));
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
