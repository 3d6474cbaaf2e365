using System.Collections.Immutable;

namespace Sweeper.Host.Launching;

/// <summary>What nodes of every provider are told of the run.</summary>
/// <param name="Program">This program.</param>
/// <param name="Cluster">The cluster file's path.</param>
/// <param name="Store">The run's store, as it was given.</param>
/// <param name="Join">Where nodes find the run, <c>host:port</c>.</param>
internal sealed record LaunchSite(string Program, string Cluster, string Store, string Join)
{
    /// <summary>The folder of the logs in a store.</summary>
    public const string LogFolder = "launch";

    /// <summary>The cluster's key.</summary>
    public string KeyFile => Path.Combine(Store, Sweeper.Host.Cluster.ClusterKey.FileName);

    /// <summary>The log of a node.</summary>
    public string LogOf(string node) => Path.Combine(Store, LogFolder, $"{node}.log");

    /// <summary>The arguments of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="store">Its folder, as its machine sees it.</param>
    public ImmutableArray<string> Arguments(NodeEntry node, string store) => ["node", "--join", Join, "--store", store, "--devices", node.Devices, "--name", node.Name];
}
