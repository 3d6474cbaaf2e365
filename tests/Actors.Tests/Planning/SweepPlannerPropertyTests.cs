using System.Collections.Immutable;
using CsCheck;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Tests.Planning;

public class SweepPlannerPropertyTests
{
    [Fact]
    public void A_plan_has_the_trainings_that_the_prose_of_the_design_asks_for() =>
        Grids.Small.Sample(spec => Assert.Equal(TrainingsByProse.Count(spec), Sweeps.Plan(spec).Stages.Length), iter: 400);

    [Fact]
    public void A_stage_comes_after_its_producers_and_they_make_what_it_needs() => Grids.Small.Sample(spec =>
    {
        var plan = Sweeps.Plan(spec);
        foreach (var stage in plan.Stages)
        {
            Assert.Same(stage, plan.Stages[stage.Number]);
            Assert.Equal(stage.Spec.ComputeKey(), stage.Key);
            Assert.All(stage.Producers, producer => Assert.True(producer < stage.Number));
            var makers = stage.Tickets.Select(ticket => stage.Producers.Single(producer => plan.Stages[producer].Makes(ticket)));
            Assert.Equal(makers.Distinct().Order(), stage.Producers);
            Assert.Equal(1 + stage.Producers.Select(producer => plan.Stages[producer].Depth).DefaultIfEmpty().Max(), stage.Depth);
        }
    }, iter: 200);

    [Fact]
    public void A_stage_is_planned_only_if_a_cell_is_its_value_or_a_planned_ticket_needs_it() => Grids.Small.Sample(spec =>
    {
        var plan = Sweeps.Plan(spec);
        var values = plan.Groups.SelectMany(group => group.Cells).Select(cell => cell.Stage).ToHashSet();
        var needed = plan.Stages.SelectMany(stage => stage.Producers).ToHashSet();
        Assert.All(plan.Stages, stage => Assert.True(values.Contains(stage.Number) || needed.Contains(stage.Number)));
        Assert.All(plan.Stages, stage => Assert.Equal(values.Contains(stage.Number), stage.IsCellValue));
    }, iter: 200);

    [Fact]
    public void Equal_sweeps_have_equal_keys_in_equal_order() =>
        Grids.Small.Sample(spec => Assert.Equal(Keys(spec), Keys(spec with { Name = "again" })), iter: 100);

    [Fact]
    public void The_order_of_sources_and_targets_changes_no_key() => Grids.Small.Sample(spec =>
        AssertSameKeys(Keys(spec), Keys(spec with { Sources = Turned(spec.Sources), Targets = Turned(spec.Targets) })), iter: 100);

    [Fact]
    public void Two_sweeps_in_one_plan_have_the_union_of_their_keys() => Gen.Select(Grids.Small, Grids.Small).Sample((one, other) =>
    {
        var together = Sweeps.Plan(one, other);
        AssertSameKeys(Keys(one).Union(Keys(other)), together.Stages.Select(stage => stage.Key));
        Assert.Equal(Sweeps.Plan(one).Cells + Sweeps.Plan(other).Cells, together.Cells);
    }, iter: 100);

    [Fact]
    public void An_extended_sweep_keeps_every_key_that_it_had() => Grids.Small.Sample(spec =>
    {
        var extended = spec with
        {
            Seeds = [0, 1, 2],
            Targets = Sweeps.Under("a b c", "sgd", "adam"),
            EvaluatedRounds = [.. spec.Rounds, spec.Pruning.Rounds + 1],
            Pruning = spec.Pruning with { Rounds = spec.Pruning.Rounds + 1 },
        };
        Assert.Subset(Keys(extended).ToHashSet(), Keys(spec).ToHashSet());
    }, iter: 100);

    [Fact]
    public void Labels_change_no_key() =>
        Grids.Small.Sample(spec => Assert.Equal(Keys(spec), Keys(spec with { Sources = Labelled(spec.Sources), Targets = Labelled(spec.Targets) })), iter: 50);

    [Fact]
    public void Keys_without_the_data_are_provisional() => Grids.Small.Sample(spec =>
    {
        var unresolved = SweepPlanner.Plan([spec], Facts.Provisional);
        Assert.False(unresolved.IsResolved);
        Assert.True(Sweeps.Plan(spec).IsResolved);
        Assert.Equal(Keys(spec).Count, unresolved.Stages.Length);
        Assert.Empty(Keys(spec).Intersect(unresolved.Stages.Select(stage => stage.Key)));
    }, iter: 50);

    [Fact]
    public void Cells_are_the_grid_whatever_the_stages() => Grids.Small.Sample(spec =>
    {
        var plan = Sweeps.Plan(spec);
        Assert.True(plan.Cells <= CellCount.AtMost(spec));
        if (spec.Pairs.IsEmpty && spec.Overrides.IsEmpty) Assert.Equal(CellCount.AtMost(spec), plan.Cells);
    }, iter: 100);

    private static IReadOnlyList<StageKey> Keys(SweepSpec spec) => [.. Sweeps.Plan(spec).Stages.Select(stage => stage.Key)];

    private static void AssertSameKeys(IEnumerable<StageKey> expected, IEnumerable<StageKey> actual) =>
        Assert.Equal(expected.Select(key => key.Value).Order(StringComparer.Ordinal), actual.Select(key => key.Value).Order(StringComparer.Ordinal));

    private static ImmutableArray<SpecEndpoint> Turned(ImmutableArray<SpecEndpoint> entries) =>
        [.. entries.Reverse().Select(entry => entry with { Optimizers = [.. entry.Optimizers.Reverse()] })];

    private static ImmutableArray<SpecEndpoint> Labelled(ImmutableArray<SpecEndpoint> entries) =>
        [.. entries.Select(entry => entry with { Dataset = entry.Dataset with { Label = $"my {entry.Dataset.Text}" } })];
}
