using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;
using Sweeper.Host.Status;
using Sweeper.Host.Tests.Support;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Tests.Support;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Runs;

public class SweepHostTests
{
    [Fact]
    public async Task A_signal_that_comes_before_the_actors_do_is_not_lost()
    {
        using var folder = new TestFolder();
        using var store = SweepStore.OpenForRun(folder["store"], "test");
        var plan = Plans.Of(Plans.Small);
        var start = new SweepStart(plan, plan.Specs[0].OnFailure, new Dictionary<StageKey, StoredResult>(), new Dictionary<ArtifactKey, Digest>(),
            new Dictionary<StageKey, StageTrouble>(), new AttemptId(1));
        // Without a trainer nothing else would ever end it.
        var run = new SweepRun(start, new SweepState(start), store, new NoDisplay(), Snapshots.Of(plan), new StatusHub());
        await using var sweep = new SweepHost(run, store, new DatasetCatalog(new DatasetPaths([], null, [])), new TrainerSet([], inProcesses: false, _ => { }), DeviceMeters.Of([]), listening: null, _ => { });
        run.Interrupt();
        Assert.Equal(EndingKind.Interrupted, (await sweep.Run().WaitAsync(TimeSpan.FromSeconds(30))).Kind);
        var rows = await run.Rows();
        Assert.Equal(plan.Groups.Length, rows.Count);
        Assert.All(rows.SelectMany(row => row.Seeds), seed => Assert.Equal(CellState.Missing, seed.State));
    }
}
