using Sweeper.Actors.Coordination;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Runs;

/// <summary>What people do with the run of this process, from its console or its status endpoint.</summary>
/// <param name="sweep">The actors; null before they have started.</param>
internal sealed class RunControls(Func<SweepHost?> sweep) : IRunControl
{
    /// <inheritdoc/>
    public async Task<string> Do(ControlAction action, CancellationToken cancel)
    {
        if (sweep() is not { } host) return "the sweep is still starting; try again in a moment";
        switch (action)
        {
            case ControlAction.Pause:
                return await host.Control(RunControl.Pause, cancel) ? "paused: trainings end their epoch and hold" : "it is paused already, or it is ending";
            case ControlAction.Resume:
                return await host.Control(RunControl.Resume, cancel) ? "resumed" : "it is not paused";
            case ControlAction.Retry:
                return await host.Control(RunControl.Retry, cancel) ? "what failed for good is tried again" : "nothing has failed for good";
            default:
                host.Interrupt();
                return "cancelled: trainings in flight are dropped, finished work is kept";
        }
    }
}
