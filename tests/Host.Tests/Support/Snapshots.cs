using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Support;

/// <summary>Makers of snapshots for runs that start from nothing.</summary>
internal static class Snapshots
{
    /// <summary>That of a plan, with one trainer on cpu:0.</summary>
    public static SnapshotBuilder Of(SweepPlan plan, Func<string, DeviceReading>? reading = null)
    {
        var start = new SweepStart(
            plan, plan.Specs[0].OnFailure, new Dictionary<StageKey, StoredResult>(), new Dictionary<ArtifactKey, Digest>(), new Dictionary<StageKey, StageTrouble>(), new AttemptId(1));
        var names = new StageNames(plan);
        return new(start, new SweepState(start), [new TrainerId("cpu:0")], new(names.Of, names.Chain, change => EventLines.Of(change, names)), DateTimeOffset.UnixEpoch, reading);
    }
}
