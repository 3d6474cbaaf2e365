using Sweeper.Host.Output;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Runs;

/// <summary>A run that can be told one thing: to end.</summary>
/// <param name="interrupt">Asks the sweep to end.</param>
internal sealed class InterruptControl(Action interrupt) : IRunControl
{
    /// <inheritdoc/>
    public Task<string> Do(ControlAction action, CancellationToken cancel)
    {
        if (action != ControlAction.Cancel)
            throw new NotSupportedException($"this version cannot {Words.Of(action)} a run in progress; `sweeper cancel` ends it (finished work is kept), and `sweeper run` goes on later");
        interrupt();
        return Task.FromResult("the run ends: trainings in flight are dropped, finished work is kept");
    }
}
