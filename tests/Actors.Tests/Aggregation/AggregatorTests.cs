using System.Collections.Immutable;
using Akka.Actor;
using CsCheck;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Aggregation;

public class AggregatorTests : Akka.TestKit.Xunit.TestKit
{
    private static readonly SweepPlan Plan = Sweeps.Plan(
        Sweeps.Winning("a b", "a b", rounds: 3, seeds: 4) with { Tickets = [TicketKind.Winning, TicketKind.Random] });

    [Fact]
    public void An_arrival_recomputes_the_groups_that_it_changes_and_no_others()
    {
        var aggregator = Start();
        var before = Rows(aggregator);
        // The dense training on a is round 0 of two groups: of winning tickets on their own source, and of random ones.
        var dense = Plan.Stages.First(stage => stage.Spec is { Dataset.Text: "a", Seed: 2 });
        aggregator.Tell(Completed(dense, 91));
        var after = Rows(aggregator);
        var changed = Enumerable.Range(0, before.Length).Where(i => !ReferenceEquals(before[i], after[i])).ToList();
        Assert.Equal(Plan.Groups.Select((group, i) => (group, i)).Where(pair => pair.group.Cells.Any(cell => cell.Stage == dense.Number)).Select(pair => pair.i), changed);
        Assert.Equal(2, changed.Count);
        Assert.All(changed, i => Assert.Equal(0.91, after[i].Seeds[2].Accuracy));
    }

    [Fact]
    public void The_rows_are_the_same_in_whatever_order_results_and_failures_arrive()
    {
        var events = Plan.Stages.Select(stage => stage.Number % 7 == 3
            ? (SweepEvent)new SweepEvent.SetAside(stage, new StageTrouble(3, 0, FailureCause.Error, "why"), 0)
            : Completed(stage, 60 + stage.Number * 13 % 40)).ToArray();
        var expected = Texts(After(events));
        Gen.Shuffle(events).Sample(shuffled => Assert.Equal(expected, Texts(After(shuffled))), iter: 20, threads: 1);
    }

    [Fact]
    public void The_first_result_of_a_stage_is_the_one_that_counts()
    {
        var again = new[] { Completed(Plan.Stages[0], 91), Completed(Plan.Stages[0], 55) };
        Assert.Equal(Texts(After([again[0]])), Texts(After(again)));
    }

    [Fact]
    public void Rows_start_from_what_is_stored()
    {
        var results = Plan.Stages.ToDictionary(stage => stage.Key, _ => new StoredResult(90, 100, 1, 5));
        var aggregator = Sys.ActorOf(Aggregator.Props(Plan, Plan.Groups, results, new Dictionary<StageKey, StageTrouble>()));
        Assert.All(Rows(aggregator), row => Assert.Equal(4, row.Statistics.N));
    }

    private ImmutableArray<ResultGroup> After(IEnumerable<SweepEvent> events)
    {
        var aggregator = Start();
        foreach (var change in events) aggregator.Tell(change);
        return Rows(aggregator);
    }

    private IActorRef Start() => Sys.ActorOf(
        Aggregator.Props(Plan, Plan.Groups, new Dictionary<StageKey, StoredResult>(), new Dictionary<StageKey, StageTrouble>()));

    private static ImmutableArray<ResultGroup> Rows(IActorRef aggregator) =>
        aggregator.Ask<Aggregator.Rows>(new Aggregator.GetRows(), TimeSpan.FromSeconds(30)).Result.Groups;

    private static SweepEvent Completed(PlannedStage stage, int correct) =>
        new SweepEvent.Completed(stage, new StoredResult(correct, 100, 1, 5), 1, new("cpu:0"));

    private static IEnumerable<string> Texts(IEnumerable<ResultGroup> rows) =>
        rows.Select(row => $"{row.PrunedFraction} {row.Statistics} {string.Join(' ', row.Seeds)}");
}
