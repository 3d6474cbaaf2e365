using System.Diagnostics;

namespace Sweeper.Tests.Support;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary folder, from Debian's package; it ends with the process that started it, whatever ends that. Skips the test
/// where the package is missing.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer> Started = new(() => new PostgresServer([], "127.0.0.1"));
    private static int _databases;

    private readonly TestFolder _folder = new();
    private readonly string[] _into;
    private readonly string _host;
    private readonly string _bin;
    private Process? _keeper;

    private PostgresServer(string[] into, string host)
    {
        (_into, _host) = (into, host);
        _bin = Programs() ?? throw new InvalidOperationException("looked for before");
        Port = Ports.Free();
        Directory.CreateDirectory(_folder["data"]);
        if (Environment.IsPrivilegedProcess) Check("chown", "-R", "postgres", _folder.Path);
        Check([.. AsUser, $"{_bin}/initdb", "-D", _folder["data"], "-U", "sweeper", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"]);
        // initdb lets in who comes from this machine only.
        File.AppendAllText(_folder["data", "pg_hba.conf"], "host all all 10.0.0.0/8 trust\n");
        Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    // It refuses to run as root.
    private static string[] AsUser => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    /// <summary>The server that all tests of this process share.</summary>
    public static PostgresServer Shared()
    {
        if (Programs() is null) Assert.Skip("PostgreSQL is not installed: `apt-get install postgresql`.");
        return Started.Value;
    }

    /// <summary>A server of a test's own, which it may kill.</summary>
    /// <param name="into">A program before it that becomes it, with its arguments; null is none.</param>
    /// <param name="host">Where it listens.</param>
    public static PostgresServer Own(string[]? into = null, string host = "127.0.0.1")
    {
        if (Programs() is null) Assert.Skip("PostgreSQL is not installed: `apt-get install postgresql`.");
        return new PostgresServer(into ?? [], host);
    }

    /// <summary>The address of an empty database of a test's own.</summary>
    public string NewDatabase()
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        Query("postgres", $"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy");
        return $"Host={_host};Port={Port};Username=sweeper;Database={name}";
    }

    /// <summary>What a query says, as text.</summary>
    public string Query(string database, string sql) =>
        Check($"{_bin}/psql", "-h", _host, "-p", $"{Port}", "-U", "sweeper", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAtc", sql).Trim();

    /// <summary>Ends it as a power cut does, as far as processes go.</summary>
    public void Kill()
    {
        var server = int.Parse(File.ReadLines(_folder["data", "postmaster.pid"]).First());
        using var process = Process.GetProcessById(server);
        process.Kill();
        process.WaitForExit();
        _keeper!.StandardInput.Close();
        _keeper.WaitForExit();
        // Its children end when they see that it has.
        Thread.Sleep(200);
    }

    /// <summary>Starts it (again); it answers when this returns.</summary>
    public void Start()
    {
        // The shell ends the server when the pipe to this process breaks.
        string[] command = [.. _into, .. AsUser, "sh", "-c", $"exec 3<&0; {_bin}/postgres -D {_folder["data"]} -k {_folder.Path} -p {Port} -c listen_addresses={_host} -c fsync=off -c max_connections=200 </dev/null 2>{_folder["data", "log"]} & cat <&3 >/dev/null; kill -INT $!; wait $!"];
        _keeper = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true })!;
        for (var tries = 0; ; tries++)
        {
            if (Run($"{_bin}/pg_isready", "-h", _host, "-p", $"{Port}", "-q") is (0, _)) return;
            if (tries == 300) throw new InvalidOperationException($"PostgreSQL does not start: {File.ReadAllText(_folder["data", "log"])}");
            Thread.Sleep(100);
        }
    }

    /// <summary>Ends it and removes its folder.</summary>
    public void Dispose()
    {
        if (_keeper is null) return;
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper = null;
        _folder.Dispose();
    }

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private static string Check(params string[] command) => Run(command) is (0, var output)
        ? output
        : throw new InvalidOperationException($"{string.Join(' ', command)}: {Run(command).Output}");

    private static (int Code, string Output) Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
