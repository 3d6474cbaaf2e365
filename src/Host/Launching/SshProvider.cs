using System.Collections.Immutable;
using Sweeper.Host.Output;

namespace Sweeper.Host.Launching;

/// <summary>Nodes on hosts that the system's ssh reaches without asking for anything.</summary>
internal sealed class SshProvider : IClusterProvider
{
    // ssh's own failures: no such host, no way to it, an unknown host key, no login.
    private const int NotReached = 255;
    private const int NotExecutable = 126;

    // The user's options come first, and ssh takes the first of each. A shared connection would outlive the node.
    private static readonly ImmutableArray<string> Always = ["-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=15", "-o", "ControlPath=none"];

    private readonly ImmutableArray<string> _ssh;
    private readonly string? _config;
    private readonly LaunchSite _site;
    private readonly Dictionary<string, NodeEntry> _entries;

    public SshProvider(ClusterFile file, LaunchSite site)
    {
        _site = site;
        _config = file.Ssh.Config is { } config ? Here(config, site.Cluster) : null;
        _ssh = ["ssh", .. _config is null ? (string[])[] : ["-F", _config], .. file.Ssh.Options.SelectMany(option => (string[])["-o", option]), .. Always];
        _entries = file.Nodes.ToDictionary(node => node.Name);
        Nodes = [.. file.Nodes.Select(Launch)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<NodeLaunch> Nodes { get; }

    /// <inheritdoc/>
    public void Check()
    {
        OnPath.Require("ssh", "openssh-client");
        OnPath.Require("setsid", "util-linux");
        if (_config is not null && !File.Exists(_config)) throw new UserException($"{_site.Cluster}: ssh.config: there is no file {_config}; a path there is relative to the cluster file");
    }

    /// <inheritdoc/>
    public string? Remedy(NodeLaunch node, int exitCode)
    {
        var entry = _entries[node.Name];
        return exitCode switch
        {
            NotReached => $"ssh does not get to {entry.Host}: try `{new HostCommand([.. _ssh, entry.Host!, "true"]).Text}`, which must end without a question",
            NodeScripts.NoCommand or NotExecutable => $"`sweeper: {entry.Sweeper}` of {_site.Cluster} must name the sweeper command on {entry.Host}, or the folder of Sweeper there, built as README.md says",
            NodeScripts.OtherKey => $"`store: {entry.Store}` of {_site.Cluster} must be the run's store, a new folder, or one with a copy of {_site.KeyFile}",
            _ => null,
        };
    }

    private NodeLaunch Launch(NodeEntry node)
    {
        // ssh starts in the home folder; the words are quoted, so that no shell there would put it in the place of ~.
        var command = node.Sweeper!.StartsWith("~/", StringComparison.Ordinal) ? $"./{node.Sweeper[2..]}" : node.Sweeper;
        var store = node.Store!.StartsWith("~/", StringComparison.Ordinal) ? $"./{node.Store[2..]}" : node.Store;
        return new NodeLaunch(node.Name, node.Host!, _site.LogOf(node.Name),
            new(On(node.Host!, NodeScripts.Prepared(command, store)), _site.KeyFile),
            new(On(node.Host!, NodeScripts.Guarded(node.Environment, command, _site.Arguments(node, store)))));
    }

    // In a session of its own: Ctrl-C is for the run, which sends nodes home. The host's shell reads one word a word.
    private ImmutableArray<string> On(string host, ImmutableArray<string> words) => ["setsid", "-w", .. _ssh, host, string.Join(' ', words.Select(ShellWord.Quote))];

    private static string Here(string path, string cluster)
    {
        if (path.StartsWith("~/", StringComparison.Ordinal)) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        return Path.Combine(Path.GetDirectoryName(cluster) ?? "", path);
    }
}
