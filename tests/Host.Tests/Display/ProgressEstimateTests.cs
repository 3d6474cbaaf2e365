using CsCheck;
using Sweeper.Actors.Planning;
using Sweeper.Host.Display;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Display;

public class ProgressEstimateTests
{
    private static readonly SweepPlan Plan = Plans.Of(Plans.With(("[lenet-300-100]", "[lenet-300-100, conv-2]")));

    [Fact]
    public void Progress_only_grows_and_ends_at_one_in_whatever_order_trainings_finish() =>
        Gen.Shuffle(Plan.Stages.ToArray()).Sample(
            order =>
            {
                var progress = new ProgressEstimate(Plan, Plan.Stages, order);
                var before = progress.Fraction;
                Assert.Equal(0, before, 6);
                foreach (var stage in order)
                {
                    progress.Observe(Events.Completed(stage));
                    Assert.True(progress.Fraction > before, $"{progress.Fraction} after {before}");
                    before = progress.Fraction;
                }
                Assert.Equal(1, before);
                Assert.Equal(0, progress.SecondsLeft);
            },
            iter: 30);

    [Fact]
    public void Work_is_weighed_by_arithmetic_and_not_by_number()
    {
        var small = new ProgressEstimate(Plan, Plan.Stages, Plan.Stages);
        var large = new ProgressEstimate(Plan, Plan.Stages, Plan.Stages);
        small.Observe(Events.Completed(Plan.Stages.First(stage => stage.Spec.Model.Name == "lenet-300-100")));
        large.Observe(Events.Completed(Plan.Stages.First(stage => stage.Spec.Model.Name == "conv-2")));
        Assert.True(large.Fraction > 5 * small.Fraction);
    }

    [Fact]
    public void Time_left_is_unknown_until_something_has_been_measured() => Assert.Null(new ProgressEstimate(Plan, Plan.Stages, Plan.Stages).SecondsLeft);

    [Fact]
    public void Two_trainers_take_half_the_time_of_one()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new ProgressEstimate(plan, plan.Stages, plan.Stages);
        progress.Observe(Events.Completed(plan.Stages[0], seconds: 10));
        Assert.Equal(190, progress.SecondsLeft!.Value, 6);
        progress.Observe(Events.Status(plan, running: 2));
        Assert.Equal(95, progress.SecondsLeft!.Value, 6);
        // At the end fewer run at a time; that is no reason to promise longer.
        progress.Observe(Events.Status(plan, running: 1));
        Assert.Equal(95, progress.SecondsLeft!.Value, 6);
    }

    [Fact]
    public void What_is_stored_already_is_behind()
    {
        var plan = Plans.Of(Plans.Small);
        Assert.Equal(0.75, new ProgressEstimate(plan, plan.Stages, plan.Stages.Take(5)).Fraction, 6);
        Assert.Equal(1, new ProgressEstimate(plan, plan.Stages, []).Fraction);
    }

    [Fact]
    public void Nothing_is_expected_of_a_training_that_was_given_up_nor_of_those_that_need_it()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new ProgressEstimate(plan, plan.Stages, plan.Stages);
        // Chain one of seed 0: its dense training, then round 1; behind them three transfers.
        var dense = plan.Stages.First(stage => !stage.IsCellValue && stage.Depth == 1);
        progress.Observe(Events.SetAside(dense));
        Assert.Equal(5.0 / 20, progress.Fraction, 6);
    }

    [Fact]
    public void What_is_lost_is_ahead_again()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new ProgressEstimate(plan, plan.Stages, plan.Stages);
        progress.Observe(Events.Completed(plan.Stages[0]));
        progress.Observe(new Sweeper.Actors.Coordination.SweepEvent.Rebuilding(plan.Stages[0], "a file is gone"));
        Assert.Equal(0, progress.Fraction, 6);
    }

    [Fact]
    public void Speeds_are_operations_a_second_by_model()
    {
        var progress = new ProgressEstimate(Plan, Plan.Stages, Plan.Stages);
        var stages = Plan.Stages.Where(stage => stage.Spec.Model.Name == "conv-2").Take(2).ToList();
        progress.Observe(Events.Completed(stages[0], seconds: 1));
        progress.Observe(Events.Completed(stages[1], seconds: 3));
        var (model, speed) = Assert.Single(progress.Speeds);
        Assert.Equal("conv-2", model);
        Assert.Equal(new StageCosts(Plan).Of(stages[0]) / 2, speed, 1.0);
    }
}
