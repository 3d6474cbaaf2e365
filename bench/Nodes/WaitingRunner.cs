using Sweeper.Actors.Trainers;
using Sweeper.Bench.Scheduling;
using Sweeper.Training.Stages;

namespace Sweeper.Bench.Nodes;

/// <summary>A training that takes some time and no processor.</summary>
/// <param name="time">How long it takes.</param>
/// <param name="began">Called as each begins.</param>
internal sealed class WaitingRunner(TimeSpan time, Action began) : IStageRunner
{
    public void Prepare()
    {
    }

    public StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop)
    {
        began();
        return stop.WaitHandle.WaitOne(time) ? new StageOutcome.Cancelled() : new StageOutcome.Completed(NoOpRunner.Result(order) with { Seconds = time.TotalSeconds });
    }
}
