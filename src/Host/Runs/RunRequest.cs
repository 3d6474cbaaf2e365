using Sweeper.Actors.Results.Postgres;
using Sweeper.Host.Cluster;
using Sweeper.Host.Serving;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Runs;

/// <summary>What the user asks of <c>run</c>.</summary>
/// <param name="SpecPath">The sweep file.</param>
/// <param name="StoreFolder">The store.</param>
/// <param name="Devices">Where to train; a trainer each.</param>
/// <param name="Console">How progress is shown: auto, live, plain, json, none.</param>
/// <param name="Ascii">Whether the live console shall draw with ASCII alone.</param>
/// <param name="Status">Where the status endpoint listens beside its socket; null for nowhere.</param>
/// <param name="Listening">Where nodes may come to; null for nowhere.</param>
/// <param name="Database">Where in PostgreSQL results are; null is what the store says, or in its folder.</param>
/// <param name="Huge">Whether more cells than usual are meant.</param>
internal sealed record RunRequest(
    string SpecPath, string StoreFolder, IReadOnlyList<ComputeDevice> Devices, string Console, bool Ascii, StatusAddress? Status, Listening? Listening, PostgresAddress? Database, bool Huge)
{
    /// <summary>Whether each trainer is a process of its own.</summary>
    public bool InProcesses { get; init; }

    /// <summary>Ends the run as an interrupt does.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Where others say what goes on beside the run; null where nobody does.</summary>
    public RunNotices? Notices { get; init; }

    /// <summary>Further options of the command, for a shell and each behind a blank: with them it does the same again.</summary>
    public string Options { get; init; } = "";

    /// <summary>The cluster file of <c>launch</c>; null is a <c>run</c>.</summary>
    public string? Cluster { get; init; }
}
