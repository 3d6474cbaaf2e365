using Npgsql;

namespace Sweeper.Actors.Results.Postgres;

/// <summary>
/// Where results are in PostgreSQL. It may hold a password: it comes from a file or the environment, never from a command line, and only its host and name are
/// shown.
/// </summary>
public sealed class PostgresAddress
{
    /// <summary>The environment variable that gives one: <c>@FILE</c>, or the address itself.</summary>
    public const string Variable = "SWEEPER_RESULTS_DB";

    private const int LongestFile = 64 * 1024;
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;
    private const string Forms = "postgresql://USER:PASSWORD@HOST/DATABASE, or Host=HOST;Database=DATABASE;Username=USER;Password=PASSWORD";

    private readonly NpgsqlConnectionStringBuilder _parts;

    private PostgresAddress(NpgsqlConnectionStringBuilder parts, string? file) => (_parts, File) = (parts, file);

    /// <summary>The file that gave it, whole path; null where it came from the environment.</summary>
    public string? File { get; }

    /// <summary>What Npgsql connects by.</summary>
    /// <param name="answer">How long it waits for an answer.</param>
    internal string ConnectionString(TimeSpan answer) => new NpgsqlConnectionStringBuilder(_parts.ConnectionString) { CommandTimeout = (int)answer.TotalSeconds }.ConnectionString;

    /// <summary>Reads <c>@FILE</c>, as an option gives it.</summary>
    /// <exception cref="StoreException">It names no file, or one that cannot be used; the message names the remedy.</exception>
    public static PostgresAddress FromOption(string name, string value) => value is ['@', .. { Length: > 0 } file]
        ? FromFile(file)
        : throw new StoreException($"{name} needs the name of a file, as in {name} @results-db; what stands on a command line, all users of a machine can read. The file holds {Forms}.");

    /// <summary>The address that the environment gives; null where it gives none.</summary>
    /// <exception cref="StoreException">It cannot be read; the message names the remedy.</exception>
    public static PostgresAddress? FromEnvironment() => Environment.GetEnvironmentVariable(Variable)?.Trim() switch
    {
        null or "" => null,
        ['@', .. var file] => FromFile(file),
        var text => Parse(text, $"${Variable}", null),
    };

    /// <summary>Reads an address from a file that nobody else may read if it holds a password.</summary>
    /// <exception cref="StoreException">It cannot be used; the message names the remedy.</exception>
    public static PostgresAddress FromFile(string path)
    {
        path = Path.GetFullPath(path);
        string text;
        UnixFileMode mode;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LongestFile }) throw new StoreException($"{path} is too long for the address of a database. It holds {Forms}.");
            text = System.IO.File.ReadAllText(path).Trim();
            mode = OperatingSystem.IsWindows() ? default : System.IO.File.GetUnixFileMode(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The address of the results' database cannot be read: {unreadable.Message} The file holds {Forms}.", unreadable);
        }
        var address = Parse(text, path, path);
        if (address._parts.Password is { Length: > 0 } && (mode & Others) != 0)
            throw new StoreException($"{path} holds a password and others may read it. `chmod 600 {path}`, and change the password if anybody has seen it.");
        return address;
    }

    /// <summary>The server and the database, without user and password.</summary>
    public override string ToString() => $"PostgreSQL database {_parts.Database ?? _parts.Username ?? "(the user's)"} at {_parts.Host}{(_parts.Port == NpgsqlConnection.DefaultPort ? "" : $":{_parts.Port}")}";

    internal static PostgresAddress Parse(string text, string where, string? file)
    {
        try
        {
            var parts = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
                ? FromUri(text)
                : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(parts.Host)) throw new ArgumentException("it names no host");
            // One connection is one writer: a pooled one would outlive it.
            parts.Pooling = false;
            parts.ApplicationName ??= "sweeper";
            parts.Timeout = 5;
            parts.MaxAutoPrepare = 64;
            parts.AutoPrepareMinUsages = 2;
            return new(parts, file);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StoreException($"{where} is no address of a PostgreSQL database ({wrong.Message}). It must read {Forms}.", wrong);
        }
    }

    // The form that libpq and most programs take: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
    private static NpgsqlConnectionStringBuilder FromUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)) throw new FormatException("it is no URI");
        var parts = new NpgsqlConnectionStringBuilder { Host = Uri.UnescapeDataString(uri.Host) };
        if (uri.Port > 0) parts.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1) parts.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        if (uri.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password])
        {
            parts.Username = Uri.UnescapeDataString(user);
            if (password is [var secret]) parts.Password = Uri.UnescapeDataString(secret);
        }
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (option.Split('=', 2) is not [var key, var value]) throw new FormatException($"'{option}' has no value");
            parts[Uri.UnescapeDataString(key).Replace('_', ' ')] = Uri.UnescapeDataString(value);
        }
        return parts;
    }
}
