using System.Collections.Immutable;
using Sweeper.Host.Serving;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Cluster;

/// <summary>What <c>sweeper node</c> was asked to do.</summary>
/// <param name="Coordinators">Where coordinators may be; at least one.</param>
/// <param name="Listen">Where it listens for what the coordinator says; null is any free port of the address that faces it.</param>
/// <param name="Name">Its name; null is the machine's and the port.</param>
/// <param name="StoreFolder">The sweep's store, as this machine sees it.</param>
/// <param name="KeyFile">The cluster's key; null is that in the store.</param>
/// <param name="Devices">Where to train; a trainer each.</param>
/// <param name="InProcesses">Whether each trainer is a process of its own.</param>
/// <param name="LeaveAfter">How long no coordinator may answer before it leaves; null is for ever.</param>
internal sealed record NodeRequest(
    ImmutableArray<StatusAddress> Coordinators, StatusAddress? Listen, string? Name, string StoreFolder, string? KeyFile, IReadOnlyList<ComputeDevice> Devices, bool InProcesses,
    TimeSpan? LeaveAfter);
