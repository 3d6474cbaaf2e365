using Sweeper.Actors.Coordination;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Display;

/// <summary>Shows nothing.</summary>
internal sealed class NoDisplay : RunDisplay
{
    public override void Show(SweepSnapshot snapshot)
    {
    }

    public override void Show(SweepEvent change, double fraction, TimeLeft? left)
    {
    }
}
