namespace Sweeper.Host.Launching;

/// <summary>Nodes as processes of this machine, in the run's own store.</summary>
internal sealed class LocalProvider(ClusterFile file, LaunchSite site) : IClusterProvider
{
    /// <inheritdoc/>
    public IReadOnlyList<NodeLaunch> Nodes { get; } =
    [
        .. file.Nodes.Select(node => new NodeLaunch(node.Name, "this machine", site.LogOf(node.Name), Prepare: null,
            // A session of its own: Ctrl-C is for the run, which sends nodes home.
            new(["setsid", "-w", .. NodeScripts.Guarded(node.Environment, site.Program, site.Arguments(node, site.Store))]))),
    ];

    /// <inheritdoc/>
    public void Check() => OnPath.Require("setsid", "util-linux");

    /// <inheritdoc/>
    public string? Remedy(NodeLaunch node, int exitCode) => null;
}
