using System.Collections.Immutable;

namespace Sweeper.Host.Launching;

/// <summary>A node of a cluster file.</summary>
/// <param name="Name">What it is called in the run, and its log.</param>
/// <param name="Host">The host, as ssh takes it; null is this machine.</param>
/// <param name="Devices">Where it trains, as <c>node --devices</c> takes it.</param>
/// <param name="Sweeper">The command there, or its folder; null is this program.</param>
/// <param name="Store">The folder there; null is the run's.</param>
/// <param name="Environment">Variables that it gets, in the order of the file.</param>
internal sealed record NodeEntry(string Name, string? Host, string Devices, string? Sweeper, string? Store, ImmutableArray<(string Name, string Value)> Environment);
