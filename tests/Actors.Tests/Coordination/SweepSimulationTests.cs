using CsCheck;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Coordination;

public class SweepSimulationTests
{
    [Fact]
    public void Without_failures_every_stage_is_tried_once_and_done() =>
        Gen.Select(Grids.Small, Gen.Int[1, 8], Gen.Int).Sample((spec, trainers, luck) =>
        {
            var plan = Sweeps.Plan(spec);
            var simulation = new Simulation(plan, trainers, luck, troubled: false, (_, _) => null);
            var state = simulation.Run();
            Assert.Equal(EndingKind.Whole, simulation.Ending!.Kind);
            Assert.Equal(plan.Stages.Length, state.Count(StageState.Done));
            Assert.Equal(plan.Stages.Length, simulation.Attempts);
        }, iter: 100);

    [Fact]
    public void Whatever_goes_wrong_every_stage_ends_done_set_aside_or_blocked_as_its_fate_says() =>
        Gen.Select(Grids.Small, Gen.Int[1, 8], Gen.Int).Sample((spec, trainers, luck) =>
        {
            var plan = Sweeps.Plan(spec);
            var fates = Fates(plan, new Random(luck));
            var simulation = new Simulation(plan, trainers, luck, troubled: true, (stage, failures) => Outcome(fates[stage.Number], failures));
            var state = simulation.Run();
            var expected = Expected(plan, fates);
            Assert.Equal(expected, plan.Stages.Select(stage => state[stage]));
            Assert.Equal(expected.All(end => end == StageState.Done) ? EndingKind.Whole : EndingKind.WithFailures, simulation.Ending!.Kind);
        }, iter: 300);

    [Fact]
    public void Whatever_memory_devices_have_every_stage_ends_on_one_that_has_enough_and_none_is_blamed() =>
        Gen.Select(Grids.Small, Gen.Int[1, 8].Array[1, 8], Gen.Int).Sample((spec, sizes, luck) =>
        {
            var plan = Sweeps.Plan(spec);
            var needs = plan.Stages.Select(stage => stage.Spec.Dataset.Text).Distinct().ToDictionary(name => name, name => 1 + Math.Abs((luck ^ name.Length ^ name[0]) % sizes.Max()));
            var simulation = new Simulation(plan, sizes.Length, luck, troubled: false, (_, _) => null, gibibytes: sizes, needs: stage => needs[stage.Spec.Dataset.Text]);
            var state = simulation.Run();
            Assert.Equal(plan.Stages.Length, state.Count(StageState.Done));
            // A size of device finds out once a kind; those that had begun then, too.
            var kinds = plan.Stages.Select(stage => (stage.Spec.Model, stage.Spec.Dataset.Text, stage.Spec.Recipe.BatchSize, stage.Spec.Recipe.Optimizer.Kind)).Distinct().Count();
            Assert.InRange(simulation.Attempts, plan.Stages.Length, plan.Stages.Length + kinds * sizes.Length);
        }, iter: 200);

    private enum Fate
    {
        Good,
        FailsOnce,
        FailsAlways,
        GivesNaN,
    }

    private static Fate[] Fates(SweepPlan plan, Random luck) =>
        [.. plan.Stages.Select(_ => luck.Next(12) switch { 0 => Fate.FailsAlways, 1 => Fate.GivesNaN, 2 or 3 => Fate.FailsOnce, _ => Fate.Good })];

    private static StageOutcome? Outcome(Fate fate, int failures) => fate switch
    {
        Fate.FailsAlways => Outcomes.Failed(),
        Fate.FailsOnce when failures == 0 => Outcomes.Failed(),
        Fate.GivesNaN => Outcomes.Failed(FailureCause.NotANumber),
        _ => null,
    };

    // A stage never starts if one that it needs has not finished; else its fate decides.
    private static List<StageState> Expected(SweepPlan plan, Fate[] fates)
    {
        var ends = new List<StageState>();
        foreach (var stage in plan.Stages)
        {
            ends.Add(stage.Producers.Any(producer => ends[producer] != StageState.Done) ? StageState.Blocked
                : fates[stage.Number] is Fate.FailsAlways or Fate.GivesNaN ? StageState.SetAside
                : StageState.Done);
        }
        return ends;
    }
}
