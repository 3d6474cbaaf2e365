using System.Diagnostics;

namespace Sweeper.Cluster.Tests.Support;

/// <summary>
/// Hosts in network namespaces of their own, on two switches with a cable between them that can be cut: on the left the database, c0, c1 and n0, on the right c2, n1
/// and n2. This process is at the left switch. Skips the test where that is not allowed.
/// </summary>
internal sealed class SplitNetwork : IDisposable
{
    /// <summary>The host of the database.</summary>
    public const string Database = "db";

    private static readonly string[] Left = [Database, "c0", "c1", "n0"];
    private static readonly string[] Right = ["c2", "n1", "n2"];

    // An address of hardware that nobody has: frames to it are lost without a word.
    private const string Nowhere = "02:00:00:00:00:01";

    private static int _networks;

    // Names of interfaces have 15 characters.
    private readonly string _id;
    private readonly string _subnet;

    private SplitNetwork()
    {
        var number = Environment.ProcessId + 7919 * Interlocked.Increment(ref _networks);
        (_id, _subnet) = ($"{number % 100_000}", $"10.{200 + number % 50}.{number / 50 % 250}");
    }

    /// <summary>Makes it.</summary>
    public static SplitNetwork Make()
    {
        var network = new SplitNetwork();
        try
        {
            network.Build();
            return network;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            network.Dispose();
            Assert.Skip($"This test makes network namespaces, which only root may, with `ip` of iproute2: {fault.Message}");
            throw;
        }
    }

    /// <summary>What stands before a command that is to run on a host.</summary>
    public string[] Into(string host) => ["ip", "netns", "exec", Namespace(host)];

    /// <summary>A host's address.</summary>
    public string AddressOf(string host) => $"{_subnet}.{10 + Array.IndexOf([.. Left, .. Right], host)}";

    /// <summary>Cuts the cable between left and right.</summary>
    public void Cut() => Ip("link", "set", $"sw{_id}x", "down");

    /// <summary>Mends it.</summary>
    public void Mend() => Ip("link", "set", $"sw{_id}x", "up");

    /// <summary>Loses what hosts of one side send to the other, in silence; the other direction works.</summary>
    /// <param name="isLeftMute">Whether it is the left that is not heard.</param>
    public void CutOneWay(bool isLeftMute)
    {
        foreach (var (host, other) in Ways(isLeftMute)) Ip("-n", Namespace(host), "neigh", "replace", AddressOf(other), "lladdr", Nowhere, "dev", "eth0", "nud", "permanent");
    }

    /// <summary>Mends that.</summary>
    public void MendOneWay(bool isLeftMute)
    {
        foreach (var (host, other) in Ways(isLeftMute)) Ip("-n", Namespace(host), "neigh", "del", AddressOf(other), "dev", "eth0");
    }

    public void Dispose()
    {
        foreach (var host in Left.Concat(Right)) TryIp("netns", "del", Namespace(host));
        TryIp("link", "del", $"sw{_id}x");
        TryIp("link", "del", $"sw{_id}l");
        TryIp("link", "del", $"sw{_id}r");
    }

    private static IEnumerable<(string Host, string Other)> Ways(bool isLeftMute) =>
        isLeftMute ? Left.SelectMany(host => Right.Select(other => (host, other))) : Right.SelectMany(host => Left.Select(other => (host, other)));

    private string Namespace(string host) => $"sweeper-{_id}-{host}";

    private void Build()
    {
        foreach (var side in (string[])["l", "r"])
        {
            Ip("link", "add", $"sw{_id}{side}", "type", "bridge");
            Ip("link", "set", $"sw{_id}{side}", "up");
        }
        Ip("link", "add", $"sw{_id}x", "type", "veth", "peer", "name", $"sw{_id}y");
        Ip("link", "set", $"sw{_id}x", "master", $"sw{_id}l", "up");
        Ip("link", "set", $"sw{_id}y", "master", $"sw{_id}r", "up");
        Ip("addr", "add", $"{_subnet}.1/24", "dev", $"sw{_id}l");
        foreach (var host in Left) Attach(host, "l");
        foreach (var host in Right) Attach(host, "r");
    }

    private void Attach(string host, string side)
    {
        Ip("netns", "add", Namespace(host));
        Ip("link", "add", $"v{_id}{host}", "type", "veth", "peer", "name", "eth0", "netns", Namespace(host));
        Ip("link", "set", $"v{_id}{host}", "master", $"sw{_id}{side}", "up");
        Ip("-n", Namespace(host), "link", "set", "lo", "up");
        Ip("-n", Namespace(host), "addr", "add", $"{AddressOf(host)}/24", "dev", "eth0");
        Ip("-n", Namespace(host), "link", "set", "eth0", "up");
    }

    private static void Ip(params string[] arguments)
    {
        if (TryIp(arguments) is { } fault) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {fault}");
    }

    private static string? TryIp(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors.Trim();
    }
}
