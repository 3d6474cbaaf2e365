using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Cluster.Tests.Support;

/// <summary>Processes that work a twentieth of the time, as on a machine with much else to do: a sweep lasts twenty times as long, for no more processor time.</summary>
internal sealed class SlowedDown : IDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private static readonly TimeSpan Works = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Rests = TimeSpan.FromMilliseconds(380);

    private readonly IReadOnlyList<RunningCommand> _processes;
    private readonly Thread _hand;
    private volatile bool _isOver;

    /// <summary>Begins.</summary>
    public SlowedDown(IReadOnlyList<RunningCommand> processes)
    {
        _processes = processes;
        _hand = new Thread(Hold);
        _hand.Start();
    }

    /// <summary>Lets them go on as they can.</summary>
    public void Dispose()
    {
        _isOver = true;
        _hand.Join();
    }

    private void Hold()
    {
        while (!_isOver)
        {
            Send(Stop);
            Thread.Sleep(Rests);
            Send(Continue);
            Thread.Sleep(Works);
        }
    }

    private void Send(int signal)
    {
        foreach (var process in _processes.Where(process => !process.HasExited)) process.TrySignal(signal);
    }
}
