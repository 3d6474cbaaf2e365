namespace Sweeper.Host.Launching;

/// <summary>
/// Where nodes come from. A provider turns a cluster file into commands of this machine, each of which lasts as long as its node and ends it when its input ends; what
/// starts, watches and ends them is the same for all (<see cref="NodeSupervisor"/>).
/// </summary>
internal interface IClusterProvider
{
    /// <summary>The nodes.</summary>
    IReadOnlyList<NodeLaunch> Nodes { get; }

    /// <summary>Looks for what this machine must have, before anything is started.</summary>
    /// <exception cref="UserException">It is missing.</exception>
    void Check();

    /// <summary>What to do about a node that ended with an exit code, where its own words may not say it; null elsewhere.</summary>
    string? Remedy(NodeLaunch node, int exitCode);
}
