using System.Collections.Immutable;
using Sweeper.Host.Serving;

namespace Sweeper.Host.Launching;

/// <summary>A cluster file with every default filled in.</summary>
/// <param name="Provider">How nodes are started.</param>
/// <param name="Listen">Where the run listens; null is any free port of this machine.</param>
/// <param name="CoordinatorDevices">Where the run itself trains, as <c>run --devices</c> takes it.</param>
/// <param name="Nodes">The nodes; names are unique.</param>
/// <param name="Ssh">How hosts are reached, where the provider is ssh.</param>
internal sealed record ClusterFile(ProviderKind Provider, StatusAddress? Listen, string CoordinatorDevices, ImmutableArray<NodeEntry> Nodes, SshSettings Ssh)
{
    /// <summary>What <c>coordinator.devices</c> says where the run only hands out.</summary>
    public const string NoDevices = "none";
}
