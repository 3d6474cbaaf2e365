using Sweeper.Host.Output;

namespace Sweeper.Host.Launching;

/// <summary>A run and its nodes, from the first start to when nothing is left of either.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="starter">Starts them.</param>
/// <param name="remedy">What to do about a node's exit code.</param>
/// <param name="trainsHere">Whether the run trains too, so that it goes on without nodes.</param>
/// <param name="say">Tells people.</param>
/// <param name="time">The clock.</param>
internal sealed class LaunchSession(IReadOnlyList<NodeLaunch> nodes, IProcessStarter starter, Func<NodeLaunch, int, string?> remedy, bool trainsHere, Action<string> say, TimeProvider time)
{
    /// <summary>So long nodes may take to leave by themselves.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs; returns the exit code.</summary>
    /// <param name="run">The run: interrupted by its token, it returns its exit code.</param>
    public async Task<int> Run(Func<CancellationToken, Task<int>> run)
    {
        using var abandon = new CancellationTokenSource();
        var supervisors = nodes.Select(node => new NodeSupervisor(node, starter, remedy, say, time)).ToList();
        say($"starting {Humans.Count(nodes.Count, "node")}; what {(nodes.Count == 1 ? "it says" : "they say")} goes to {Path.Combine(Path.GetDirectoryName(nodes[0].LogFile)!, nodes.Count == 1 ? Path.GetFileName(nodes[0].LogFile) : "NODE.log")}");
        var watching = Watch(supervisors, abandon);
        var grace = TimeSpan.Zero;
        try
        {
            var code = await run(abandon.Token);
            grace = Grace;
            return code == ExitCode.Interrupted && abandon.IsCancellationRequested ? ExitCode.Unexpected : code;
        }
        finally
        {
            await Task.WhenAll(supervisors.Select(supervisor => supervisor.End(grace)));
            await watching;
            supervisors.ForEach(supervisor => supervisor.Dispose());
        }
    }

    private async Task Watch(List<NodeSupervisor> supervisors, CancellationTokenSource abandon)
    {
        var ends = await Task.WhenAll(supervisors.Select(supervisor => supervisor.Keep()));
        if (trainsHere || ends.Any(end => end != NodeEnd.GivenUp)) return;
        say($"{(ends.Length == 1 ? "the only node is" : $"all {ends.Length} nodes are")} given up and the run itself has no devices: it ends, and finished work is kept. Mend what is said above, then launch again");
        await abandon.CancelAsync();
    }
}
