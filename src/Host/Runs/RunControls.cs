using Sweeper.Actors.Coordination;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Runs;

/// <summary>What people do with the run of this process, from its console or its status endpoint.</summary>
internal sealed class RunControls : IRunControl
{
    private volatile SweepRun? _run;

    /// <summary>The actors; null before there are any.</summary>
    public SweepRun? Run
    {
        get => _run;
        set => _run = value;
    }

    /// <inheritdoc/>
    public async Task<string> Do(ControlOrder order, CancellationToken cancel)
    {
        if (_run is not { } run) return "the sweep is still starting; try again in a moment";
        switch (order.Action)
        {
            case ControlAction.Pause:
                return await run.Control(new SweepCoordinator.Pause(), cancel) ? "paused: trainings end their epoch and hold" : "it is paused already, or it is ending";
            case ControlAction.Resume:
                return await run.Control(new SweepCoordinator.Resume(), cancel) ? "resumed" : "it is not paused";
            case ControlAction.Retry when order.Stage is { } stage:
                return await run.Control(new SweepCoordinator.Retry(stage), cancel) ? $"trainings whose key starts with '{stage}' and that failed for good are tried again"
                    : throw new ControlRefusedException($"no training of this sweep that failed for good has a key that starts with '{stage}', or the run is ending");
            case ControlAction.Retry:
                return await run.Control(new SweepCoordinator.Retry(), cancel) ? "what failed for good is tried again" : "nothing has failed for good";
            default:
                run.Interrupt();
                return "cancelled: trainings in flight are dropped, finished work is kept";
        }
    }
}
