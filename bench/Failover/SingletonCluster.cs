using System.Diagnostics;

namespace Sweeper.Bench.Failover;

/// <summary>Three members of an Akka.NET cluster with a singleton.</summary>
internal sealed class SingletonCluster : IDisposable
{
    // Joining, and what the members' failure detectors need to know each other.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    private readonly int[] _ports = [Host.Launching.FreePort.Next(), Host.Launching.FreePort.Next(), Host.Launching.FreePort.Next()];
    private readonly BenchProcess[] _members;
    private int _holder;

    public SingletonCluster()
    {
        _members = [.. Enumerable.Range(0, 3).Select(Start)];
        FailoverBenchmark.Until(Stopwatch.StartNew(), "there is a singleton", () => (_holder = Array.FindIndex(_members, Has)) >= 0);
        Thread.Sleep(Settling);
    }

    /// <summary>Ends the member with the singleton by a signal, and starts it again once another has it. In seconds from the signal on.</summary>
    public double Replace(int signal)
    {
        var old = _holder;
        var clock = Stopwatch.StartNew();
        _members[old].Signal(signal);
        var seconds = FailoverBenchmark.Until(clock, "another has the singleton", () => (_holder = Array.FindIndex(_members, each => each != _members[old] && Has(each))) >= 0);
        _members[old].WaitForExit();
        _members[old].Dispose();
        _members[old] = Start(old);
        Thread.Sleep(Settling);
        return seconds;
    }

    public void Dispose()
    {
        foreach (var member in _members) member.Dispose();
    }

    private static bool Has(BenchProcess member) => member.Said.Contains(SingletonMember.Word, StringComparison.Ordinal);

    private BenchProcess Start(int number) => new(Environment.ProcessPath!, "failover-member", $"{_ports[number]}", string.Join(',', _ports));
}
