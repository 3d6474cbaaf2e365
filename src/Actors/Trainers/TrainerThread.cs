using System.Collections.Concurrent;
using Sweeper.Actors.Results;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Trainers;

/// <summary>One plain background thread that trains what it is given, one order after the other (law 5).</summary>
/// <remarks>Not the thread pool: burning its threads stalls every timer of the process, heartbeats first.</remarks>
internal sealed class TrainerThread : IDisposable
{
    private readonly BlockingCollection<(AttemptId Attempt, StageOrder Order, StageProgress Progress, CancellationToken Stop)> _orders = [];
    private readonly IStageRunner _runner;
    private readonly Action<AttemptId, StageOrder, StageOutcome> _ended;
    private readonly Action<bool> _recovered;
    private readonly CancellationToken _leave;

    /// <param name="name">The thread's name.</param>
    /// <param name="runner">What it does.</param>
    /// <param name="ended">Told, on the thread, how an order ended.</param>
    /// <param name="recovered">Told after that whether there may be another.</param>
    /// <param name="leave">Set when there will be none.</param>
    public TrainerThread(string name, IStageRunner runner, Action<AttemptId, StageOrder, StageOutcome> ended, Action<bool> recovered, CancellationToken leave)
    {
        (_runner, _ended, _recovered, _leave) = (runner, ended, recovered, leave);
        new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    public void Give(AttemptId attempt, StageOrder order, StageProgress progress, CancellationToken stop) =>
        _orders.Add((attempt, order, progress, stop));

    public void Dispose() => _orders.CompleteAdding();

    private void Work()
    {
        string? broken = null;
        try
        {
            _runner.Prepare();
        }
        catch (Exception error)
        {
            broken = error.Message;
        }
        foreach (var (attempt, order, progress, stop) in _orders.GetConsumingEnumerable())
        {
            _ended(attempt, order, broken is null ? Run(order, progress, stop) : new StageOutcome.Failed(FailureCause.Error, broken));
            _recovered(broken is not null || _runner.Recover(_leave));
        }
        (_runner as IDisposable)?.Dispose();
    }

    // Runners do not throw; if one does all the same, an exception on a thread would end the process, other trainings included.
    private StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop)
    {
        try
        {
            return _runner.Run(order, progress, stop);
        }
        catch (Exception error)
        {
            return new StageOutcome.Failed(FailureCause.Error, $"{error.GetType().Name}: {error.Message}");
        }
    }
}
