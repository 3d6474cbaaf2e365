using CsCheck;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Status;
using Sweeper.Host.Tests.Display;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Status;

public class WorkEstimateTests
{
    private static readonly SweepPlan Plan = Plans.Of(Plans.With(("[lenet-300-100]", "[lenet-300-100, conv-2]")));

    [Fact]
    public void Progress_only_grows_and_ends_at_one_in_whatever_order_trainings_finish() =>
        Gen.Shuffle(Plan.Stages.ToArray()).Sample(
            order =>
            {
                var progress = new WorkEstimate(Plan, Plan.Stages, order);
                var before = progress.Fraction;
                Assert.Equal(0, before, 6);
                foreach (var stage in order)
                {
                    progress.Observe(Events.Completed(stage));
                    Assert.True(progress.Fraction > before, $"{progress.Fraction} after {before}");
                    before = progress.Fraction;
                }
                Assert.Equal(1, before);
                Assert.Equal(new TimeLeft(0, 0, 0), progress.TimeLeft([], 0, 1));
            },
            iter: 30);

    [Fact]
    public void Work_is_weighed_by_arithmetic_and_not_by_number()
    {
        var small = new WorkEstimate(Plan, Plan.Stages, Plan.Stages);
        var large = new WorkEstimate(Plan, Plan.Stages, Plan.Stages);
        small.Observe(Events.Completed(Plan.Stages.First(stage => stage.Spec.Model.Name == "lenet-300-100")));
        large.Observe(Events.Completed(Plan.Stages.First(stage => stage.Spec.Model.Name == "conv-2")));
        Assert.True(large.Fraction > 5 * small.Fraction);
    }

    [Fact]
    public void Time_left_is_unknown_until_something_has_been_measured() => Assert.Null(new WorkEstimate(Plan, Plan.Stages, Plan.Stages).TimeLeft([], 0, 1));

    [Fact]
    public void Two_trainers_take_half_the_time_of_one()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        progress.Observe(Events.Completed(plan.Stages[0], seconds: 10));
        // One training says little of speed: the range is half of it to both sides.
        Assert.Equal(new TimeLeft(95, 190, 285), Rounded(progress.TimeLeft([], 0, 1)!));
        Assert.Equal(new TimeLeft(47.5, 95, 142.5), Rounded(progress.TimeLeft([], 0, 2)!));
    }

    [Fact]
    public void What_is_stored_already_is_behind()
    {
        var plan = Plans.Of(Plans.Small);
        Assert.Equal(0.75, new WorkEstimate(plan, plan.Stages, plan.Stages.Take(5)).Fraction, 6);
        Assert.Equal(1, new WorkEstimate(plan, plan.Stages, []).Fraction);
    }

    [Fact]
    public void Nothing_is_expected_of_a_training_that_was_given_up_nor_of_those_that_need_it()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        // Chain one of seed 0: its dense training, then round 1; behind them three transfers.
        var dense = plan.Stages.First(stage => !stage.IsCellValue && stage.Depth == 1);
        progress.Observe(Events.SetAside(dense));
        Assert.Equal(5.0 / 20, progress.Fraction, 6);
    }

    [Fact]
    public void What_is_lost_is_ahead_again()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        progress.Observe(Events.Completed(plan.Stages[0]));
        progress.Observe(new SweepEvent.Rebuilding(plan.Stages[0], "a file is gone"));
        Assert.Equal(0, progress.Fraction, 6);
    }

    [Fact]
    public void Speeds_are_operations_a_second_by_model()
    {
        var progress = new WorkEstimate(Plan, Plan.Stages, Plan.Stages);
        var stages = Plan.Stages.Where(stage => stage.Spec.Model.Name == "conv-2").Take(2).ToList();
        progress.Observe(Events.Completed(stages[0], seconds: 1));
        progress.Observe(Events.Completed(stages[1], seconds: 3));
        var (model, speed) = Assert.Single(progress.Speeds);
        Assert.Equal("conv-2", model);
        Assert.Equal(new StageCosts(Plan).Of(stages[0]) / 2, speed, 1.0);
    }

    [Fact]
    public void No_schedule_is_shorter_than_the_longest_path_and_none_longer_than_Grahams_bound()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        foreach (var stage in plan.Stages.Take(10)) progress.Observe(Events.Completed(stage, seconds: 10));
        var training = new StageCosts(plan).Of(plan.Stages[0]);
        // Ten trainings of ten seconds are left, nine of them one after the other: 90 s at least, on ten trainers 10 + 90 x 9 / 10 at most, and 5% to both sides.
        Assert.Equal(new TimeLeft(85.5, 90, 95.55), Rounded(progress.TimeLeft([], 9 * training, 10)!));
        // On one trainer the path is part of the work.
        Assert.Equal(new TimeLeft(95, 100, 105), Rounded(progress.TimeLeft([], 9 * training, 1)!));
    }

    [Fact]
    public void What_is_under_way_counts_as_far_as_it_is()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        progress.Observe(Events.Completed(plan.Stages[0], seconds: 10));
        var lease = new Lease(plan.Stages[1], new TrainerId("cpu:0"), default, default, 5, 20, default, default);
        Assert.Equal(187.5, progress.TimeLeft([lease], 0, 1)!.Seconds, 6);
    }

    [Fact]
    public void Seeds_that_may_never_be_asked_for_make_the_range_wider_and_count_when_they_are()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages.Take(10), plan.Stages.Take(10));
        for (var i = 0; i < 5; i++) progress.Observe(Events.Completed(plan.Stages[i], seconds: 10));
        Assert.Equal(0.5, progress.Fraction, 6);
        Assert.Equal(new TimeLeft(47.5, 50, 157.5), Rounded(progress.TimeLeft([], 0, 1)!));
        progress.Observe(new SweepEvent.SeedsAdded("claim", 3, null, [plan.Stages[10], plan.Stages[11]]));
        Assert.Equal(5.0 / 12, progress.Fraction, 6);
        Assert.Equal(new TimeLeft(66.5, 70, 157.5), Rounded(progress.TimeLeft([], 0, 1)!));
    }

    private static TimeLeft Rounded(TimeLeft left) => new(Math.Round(left.LowSeconds, 6), Math.Round(left.Seconds, 6), Math.Round(left.HighSeconds, 6));
}
