using CsCheck;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Coordination;

/// <summary>A sweep with adaptive seeds trains what its own results ask for, whatever order they come in.</summary>
public class SeedGrowthTests
{
    private static readonly ClaimSpec Transfers = new()
    {
        Name = "transfer",
        Compare = new ClaimArm { Ticket = TicketKind.Winning },
        Against = new ClaimArm { Ticket = TicketKind.Random },
        Expect = ClaimExpectation.Higher,
    };

    private static readonly Gen<SweepSpec> Adaptive =
        from grid in Grids.Small
        from min in Gen.Int[2, 3]
        from more in Gen.Int[0, 3]
        from halfWidth in Gen.OneOfConst(1.0, 20, 60)
        from claims in Gen.OneOfConst<ClaimSpec[]>([], [Transfers], [Transfers with { Rounds = [1] }, Transfers with { Name = "b", Targets = ["b"] }])
        select grid with { Seeds = Sweeps.Seeds(min + more), SeedRule = new SeedRule(min, min + more, halfWidth), Claims = [.. claims] };

    [Fact]
    public void Whatever_goes_wrong_what_was_trained_is_what_the_results_ask_for() =>
        Gen.Select(Adaptive, Gen.Int[1, 8], Gen.Int).Sample((spec, trainers, luck) =>
        {
            var plan = Sweeps.Plan(spec);
            var simulation = new Simulation(plan, trainers, luck, troubled: true, Fate, Correct);
            var state = simulation.Run();
            var reader = new GroupReader(plan, simulation.Results, simulation.StagesSetAside);
            var rows = AskedSeeds.Cut(plan, [.. plan.Groups.Select(reader.Read)]);
            Assert.All(rows, row => Assert.DoesNotContain(row.Seeds, value => value.State == CellState.Missing));
            Assert.Equal(NeededBy(plan, rows), plan.Stages.Select(stage => state[stage] != StageState.NotAsked));
            // One that starts from these results asks for the same, and has nothing to do.
            var again = new SweepState(new SweepStart(plan, new FailurePolicy(), simulation.Results,
                Outcomes.ArtifactsOf(plan.Stages.Where(stage => simulation.Results.ContainsKey(stage.Key))), simulation.StagesSetAside, new(1)));
            Assert.Equal(plan.Stages.Select(stage => state[stage] == StageState.NotAsked), plan.Stages.Select(stage => again[stage] == StageState.NotAsked));
            Assert.Equal(0, again.Count(StageState.Ready) + again.Count(StageState.Waiting));
        }, iter: 200);

    [Fact]
    public void The_next_seed_is_asked_for_when_the_last_cell_has_ended_and_not_before()
    {
        // Round 0 of a: a training a seed. 90 of 100 each time, so the interval is as narrow as can be, but for seed 1.
        var plan = Sweeps.Plan(Sweeps.Winning("a", "a", rounds: 1) with { EvaluatedRounds = [0], Seeds = Sweeps.Seeds(4), SeedRule = new SeedRule(2, 4, 20) });
        var table = new Table(plan);
        Assert.Equal([StageState.Ready, StageState.Ready, StageState.NotAsked, StageState.NotAsked], table.States);
        table.Ask("one");
        table.Ask("two");
        Assert.DoesNotContain(table.Complete("one", 1, 0), line => line.Contains("seeds", StringComparison.Ordinal));
        Assert.Equal(["write: close #2 of s1, completed", "announce: s1 completed on two, 40 of 100", "announce: target a/sgd of lenet-300-100 has 3 seeds, opened s2"],
            table.End("two", 2, 1, Outcomes.Completed(plan.Stages[1].Outputs, correct: 40)));
        Assert.Equal([StageState.Done, StageState.Done, StageState.Ready, StageState.NotAsked], table.States);
        Assert.Equal((3, 2), (SweepStatus.Of(table.State).Stages, SweepStatus.Of(table.State).Done));
    }

    [Fact]
    public void A_failure_for_good_ends_a_cell_too()
    {
        var plan = Sweeps.Plan(Sweeps.Winning("a", "a", rounds: 1) with { EvaluatedRounds = [0], Seeds = Sweeps.Seeds(3), SeedRule = new SeedRule(2, 3, 20) });
        var table = new Table(plan);
        table.Ask("one");
        table.Complete("one", 1, 0);
        table.Ask("one");
        Assert.Contains("announce: target a/sgd of lenet-300-100 has 3 seeds, opened s2", table.End("one", 2, 1, Outcomes.Failed(FailureCause.NotANumber)));
    }

    [Fact]
    public void Seeds_that_an_earlier_sweep_has_trained_are_looked_at_at_once()
    {
        var plan = Sweeps.Plan(Sweeps.Winning("a", "a", rounds: 1) with { EvaluatedRounds = [0], Seeds = Sweeps.Seeds(4), SeedRule = new SeedRule(2, 4, 20) });
        Assert.Equal([StageState.Done, StageState.Done, StageState.NotAsked, StageState.NotAsked], new Table(plan, stored: [0, 1]).States);
        Assert.Equal([StageState.Done, StageState.Ready, StageState.NotAsked, StageState.NotAsked], new Table(plan, stored: [0, 2]).States);
    }

    private static StageOutcome? Fate(PlannedStage stage, int failures) => (Hash(stage) % 20) switch
    {
        0 => Outcomes.Failed(),
        1 => Outcomes.Failed(FailureCause.NotANumber),
        2 when failures == 0 => Outcomes.Failed(),
        _ => null,
    };

    private static int Correct(PlannedStage stage) => 50 + Hash(stage) % 7;

    // The same for equal stages, and for no two others.
    private static int Hash(PlannedStage stage) => Convert.ToInt32(stage.Key.Value[^6..], 16);

    private static bool[] NeededBy(SweepPlan plan, IEnumerable<ResultGroup> rows)
    {
        var needed = new bool[plan.Stages.Length];
        foreach (var value in rows.SelectMany(row => row.Seeds)) needed[plan.ByKey[value.Stage].Number] = true;
        foreach (var stage in plan.Stages.Reverse().Where(stage => needed[stage.Number]))
            foreach (var producer in stage.Producers) needed[producer] = true;
        return needed;
    }
}
