using Sweeper.Host.Yaml;

namespace Sweeper.Host.Launching;

/// <summary>Every key that a cluster file may have.</summary>
internal static class ClusterFileKeys
{
    private static readonly SpecKey Devices = new("devices", "where a node trains: cpu, cpu:N, cuda, or \"cuda:0,1\"");
    private static readonly SpecKey Name = new("name", "what the node is called in the run, and its log");
    private static readonly SpecKey Environment = new("environment", "variables that nodes get, such as {SWEEPER_DATA: /data}");
    private static readonly SpecKey Sweeper = new("sweeper", "the sweeper command on the host, or the folder of Sweeper there");
    private static readonly SpecKey Store = new("store", "the folder for tickets on the host: the run's, if it is shared, or one of its own");

    public static WordTable<ProviderKind> Providers { get; } = new([("local", ProviderKind.Local), ("ssh", ProviderKind.Ssh)]);

    public static SpecKeySet File { get; } = new("cluster",
    [
        new("provider", "how nodes are started: local (on this machine) or ssh", Required: true),
        new("listen", "where nodes find the run: HOST:PORT of this machine, as they see it"),
        new("coordinator", "the run itself, on this machine: {devices: none} only hands out"),
        new("ssh", "how ssh is called: {config: FILE, options: [...]}"),
        new("defaults", "what every node has that does not say otherwise"),
        new("nodes", "where to train: a list", Required: true),
    ]);

    public static SpecKeySet Coordinator { get; } = new("coordinator", [new("devices", "where the run itself trains: none, cpu, cpu:N, cuda, or \"cuda:0,1\"")]);

    public static SpecKeySet Ssh { get; } = new("ssh",
    [
        new("config", "a configuration file in place of the user's, as for ssh -F"),
        new("options", "options as for ssh -o, such as [Port=2222]"),
    ]);

    /// <summary>A node, by provider.</summary>
    public static SpecKeySet Node(ProviderKind provider) => provider == ProviderKind.Local
        ? new("node", [Devices, new("count", "how many nodes of this kind"), Name, Environment])
        : new("node", [new("host", "the host, as ssh takes it", Required: true), Devices, Name, Sweeper, Store, Environment]);

    /// <summary>What all nodes can have in common, by provider.</summary>
    public static SpecKeySet Defaults(ProviderKind provider) => new("defaults", provider == ProviderKind.Local ? [Devices, Environment] : [Devices, Sweeper, Store, Environment]);
}
