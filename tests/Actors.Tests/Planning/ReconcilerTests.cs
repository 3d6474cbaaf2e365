using CsCheck;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Tests.Planning;

public class ReconcilerTests
{
    // Stages: 0 dense on a; 1 and 2 the chain; then on b: round 0 from a's weights, rounds 1, 2 and 3.
    private readonly SweepPlan _plan = Sweeps.Plan(Sweeps.Winning("a", "b", rounds: 3));
    private readonly HashSet<StageKey> _results = [];
    private readonly HashSet<ArtifactKey> _artifacts = [];
    private readonly HashSet<StageKey> _setAside = [];

    [Fact]
    public void With_nothing_stored_every_stage_runs()
    {
        var work = Reconcile();
        Assert.All(_plan.Stages, stage => Assert.True(work.IsOpen(stage)));
        Assert.Equal(0, work.Done);
    }

    [Fact]
    public void With_everything_stored_nothing_runs()
    {
        Store();
        Assert.Equal(_plan.Stages.Length, Reconcile().Done);
    }

    [Fact]
    public void Cells_that_have_their_values_need_no_masks_any_more()
    {
        Store();
        _artifacts.Clear();
        Assert.DoesNotContain(_plan.Stages, Reconcile().IsOpen);
    }

    [Fact]
    public void A_lost_mask_runs_its_producer_again_if_a_missing_cell_needs_it()
    {
        Store();
        var last = Value(round: 3);
        _results.Remove(last.Key);
        Assert.Equal([last.Number], Run());
        var producer = _plan.Stages[last.Producers[^1]];
        _artifacts.Remove(producer.Outputs.Masks[0].Key);
        Assert.Equal([producer.Number, last.Number], Run());
        _artifacts.Remove(_plan.Stages[producer.Producers[^1]].Outputs.Masks[0].Key);
        Assert.Equal([producer.Producers[^1], producer.Number, last.Number], Run());
    }

    [Fact]
    public void A_stage_set_aside_blocks_its_descendants_and_no_others()
    {
        var first = Chain(round: 1);
        _setAside.Add(first.Key);
        var blocked = _plan.Stages.Where(stage => Reconcile().Blocked[stage.Number] == first.Number).ToList();
        Assert.Equal(_plan.Stages.Where(stage => stage == first || DescendsFrom(stage, first)), blocked);
        // Itself, round 2 of the chain, and rounds 2 and 3 on b.
        Assert.Equal(4, blocked.Count);
    }

    [Fact]
    public void A_producer_set_aside_does_not_block_those_for_whom_it_has_left_enough()
    {
        // The dense stage must run again for its lost mask and cannot; but its weights are there.
        Store();
        var dense = _plan.Stages[0];
        _setAside.Add(dense.Key);
        _artifacts.Remove(dense.Outputs.Masks[0].Key);
        var (onB, onB1) = (_plan.Stages.Single(stage => stage.Tickets.Count() == 1), Value(round: 1));
        _results.Remove(onB.Key);
        _results.Remove(onB1.Key);
        var work = Reconcile();
        Assert.Equal(-1, work.Blocked[onB.Number]);
        Assert.Equal(0, work.Blocked[onB1.Number]);
    }

    [Fact]
    public void What_runs_and_what_is_blocked_is_the_fixpoint_of_the_rule() =>
        Gen.Select(Grids.Small, Gen.Int).Sample((spec, luck) =>
        {
            var plan = Sweeps.Plan(spec);
            var random = new Random(luck);
            var results = plan.Stages.Where(_ => random.Next(3) > 0).Select(stage => stage.Key).ToHashSet();
            var artifacts = plan.Stages.SelectMany(stage => stage.Outputs.Masks.Select(mask => mask.Key).Concat(stage.Outputs.Rewinds.Select(rewind => rewind.Key)))
                .Where(_ => random.Next(3) > 0).ToHashSet();
            var setAside = plan.Stages.Where(_ => random.Next(6) == 0).Select(stage => stage.Key).ToHashSet();
            var work = Reconciler.Reconcile(plan, results.Contains, artifacts.Contains, setAside.Contains);

            var toRun = plan.Stages.Where(stage => stage.IsCellValue && !results.Contains(stage.Key)).ToHashSet();
            while (toRun.SelectMany(stage => LackingFrom(plan, stage, artifacts)).Any(toRun.Add))
            {
                // Until nothing is added.
            }
            Assert.Equal(toRun.Select(stage => stage.Number).Order(), Enumerable.Range(0, plan.Stages.Length).Where(number => work.ToRun[number]));

            var blocked = toRun.Where(stage => setAside.Contains(stage.Key)).ToHashSet();
            while (toRun.Where(stage => LackingFrom(plan, stage, artifacts).Any(blocked.Contains)).Any(blocked.Add))
            {
                // Until nothing is added.
            }
            Assert.Equal(blocked.Select(stage => stage.Number).Order(), Enumerable.Range(0, plan.Stages.Length).Where(number => work.Blocked[number] >= 0));
            Assert.All(work.Blocked.Where(blocker => blocker >= 0), blocker => Assert.Contains(plan.Stages[blocker].Key, setAside));
        }, iter: 200);

    private static IEnumerable<PlannedStage> LackingFrom(SweepPlan plan, PlannedStage stage, HashSet<ArtifactKey> artifacts) =>
        stage.Tickets.Where(artifact => !artifacts.Contains(artifact)).Select(artifact => plan.Stages.Single(producer => producer.Makes(artifact)));

    private void Store()
    {
        foreach (var stage in _plan.Stages)
        {
            _results.Add(stage.Key);
            _artifacts.UnionWith(stage.Outputs.Masks.Select(mask => mask.Key));
            _artifacts.UnionWith(stage.Outputs.Rewinds.Select(rewind => rewind.Key));
        }
    }

    private WorkPlan Reconcile() => Reconciler.Reconcile(_plan, _results.Contains, _artifacts.Contains, _setAside.Contains);

    private IEnumerable<int> Run() => Enumerable.Range(0, _plan.Stages.Length).Where(number => Reconcile().ToRun[number]);

    private bool DescendsFrom(PlannedStage stage, PlannedStage ancestor) =>
        stage.Producers.Any(number => number == ancestor.Number || DescendsFrom(_plan.Stages[number], ancestor));

    // Of stages on a, in the order of planning.
    private PlannedStage Chain(int round) => _plan.Stages.Where(stage => stage.Spec.Dataset.Text == "a").ElementAt(round);

    private PlannedStage Value(int round) => _plan.Stages[_plan.Groups.Single(group => group.Round == round).Cells[0].Stage];
}
