using System.Collections.Concurrent;
using Sweeper.Actors.Trainers;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Support;

/// <summary>A runner that stays in each order until it is told how that ends, or to stop.</summary>
internal sealed class FakeRunner : IStageRunner
{
    private readonly BlockingCollection<Func<StageOutcome>> _ends = [];
    private readonly SemaphoreSlim _entered = new(0);

    /// <summary>What preparing throws.</summary>
    public Exception? Broken { get; init; }

    /// <summary>The progress of the last order.</summary>
    public StageProgress Progress { get; private set; } = new();

    /// <summary>The thread that ran the last order.</summary>
    public Thread? Thread { get; private set; }

    /// <summary>How many orders ran.</summary>
    public int Orders { get; private set; }

    public void AwaitOrder() => Assert.True(_entered.Wait(TimeSpan.FromSeconds(30)), "no order came");

    public void End(StageOutcome outcome) => _ends.Add(() => outcome);

    public void EndBy(Func<StageOutcome> end) => _ends.Add(end);

    public void Prepare()
    {
        if (Broken is not null) throw Broken;
    }

    /// <summary>What its device is like after an order; null is well.</summary>
    public Func<bool>? Recovery { get; init; }

    public bool Recover(CancellationToken stop) => Recovery?.Invoke() ?? true;

    public StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop)
    {
        (Thread, Progress, Orders) = (Thread.CurrentThread, progress, Orders + 1);
        _entered.Release();
        try
        {
            return _ends.Take(stop)();
        }
        catch (OperationCanceledException)
        {
            return new StageOutcome.Cancelled();
        }
    }
}
