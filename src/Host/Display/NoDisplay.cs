using Sweeper.Actors.Coordination;

namespace Sweeper.Host.Display;

/// <summary>Shows nothing.</summary>
internal sealed class NoDisplay : RunDisplay
{
    public override void Show(SweepStatus status, ProgressEstimate progress)
    {
    }

    public override void Show(SweepEvent change, SweepStatus? status, ProgressEstimate progress)
    {
    }
}
