using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Cluster.Tests.Support;

/// <summary>Keeps one process going: whenever it is killed another is started at once, until one ends by itself.</summary>
/// <param name="start">Starts it.</param>
internal sealed class Supervisor(Func<RunningCommand> start) : IDisposable
{
    private const int Kill = 9;

    private RunningCommand _current = start();

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>The process.</summary>
    public int Id => _current.Id;

    /// <summary>What it has said since it was last started.</summary>
    public string Errors => _current.Errors;

    /// <summary>How it ended by itself; null while it goes on.</summary>
    public CommandResult? Ended => _current.HasExited ? _current.WaitForExit() : null;

    /// <summary>Kills it and starts it again; does nothing where it has ended.</summary>
    public void KillAndRestart()
    {
        if (_current.HasExited) return;
        _current.Signal(Kill);
        _current.WaitForExit();
        _current.Dispose();
        Kills++;
        _current = start();
    }

    public void Dispose() => _current.Dispose();
}
