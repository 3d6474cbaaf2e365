using CsCheck;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Status;
using Sweeper.Host.Tests.Display;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Status;

public class WorkEstimateTests
{
    private static readonly TrainerId[] One = Trainers(1);
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
                Assert.Equal(new TimeLeft(0, 0, 0), progress.TimeLeft([], [], One));
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
    public void Time_left_is_unknown_until_something_has_been_measured() => Assert.Null(new WorkEstimate(Plan, Plan.Stages, Plan.Stages).TimeLeft([], [], One));

    [Fact]
    public void Two_trainers_take_half_the_time_of_one()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        progress.Observe(Events.Completed(plan.Stages[0], seconds: 10));
        // One training says little of speed: the range is half of it to both sides. Of nineteen trainings one of two trainers gets ten.
        Assert.Equal(new TimeLeft(95, 190, 285), Rounded(progress.TimeLeft([], [], One)!));
        Assert.Equal(new TimeLeft(50, 100, 150), Rounded(progress.TimeLeft([], [], Trainers(2))!));
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
        // The first is a cold start.
        Assert.Equal(new StageCosts(Plan).Of(stages[0]) / 3, speed, 1.0);
    }

    [Fact]
    public void No_schedule_is_shorter_than_the_longest_path_and_none_longer_than_Grahams_bound()
    {
        // Too many to be played to the end.
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: 110")));
        Assert.Equal(1100, plan.Stages.Length);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        foreach (var stage in plan.Stages.Take(10)) progress.Observe(Events.Completed(stage, seconds: 10));
        var training = new StageCosts(plan).Of(plan.Stages[0]);
        (PlannedStage, double)[] longest = [(plan.Stages[10], 500 * training)];
        // 1,090 trainings of ten seconds are left, 500 of them one after the other: 5,000 s at least, on ten trainers 1,090 + 5,000 x 9 / 10 at most, and 10% to both sides.
        Assert.Equal(new TimeLeft(4500, 5000, 6149), Rounded(progress.TimeLeft([], longest, Trainers(10))!));
        // On one trainer the path is part of the work.
        Assert.Equal(new TimeLeft(9810, 10900, 11990), Rounded(progress.TimeLeft([], longest, One)!));
    }

    [Fact]
    public void What_few_trainings_are_left_are_played_to_the_end_as_they_will_be_handed_out()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        var measured = plan.Stages.Where(stage => stage.Spec.Dataset.Text == "two").Take(3).Concat(plan.Stages.Where(stage => stage.Spec.Dataset.Text == "one").Take(3)).ToList();
        foreach (var stage in measured) progress.Observe(Events.Completed(stage, seconds: 10));
        // More trainers than trainings: what is left takes as long as its longest path.
        var open = plan.Stages.Except(measured).ToList();
        var depths = new Dictionary<int, int>();
        foreach (var stage in open) depths[stage.Number] = 1 + stage.Producers.Select(producer => depths.GetValueOrDefault(producer)).DefaultIfEmpty().Max();
        Assert.Equal(10 * depths.Values.Max(), progress.TimeLeft([], [], Trainers(20))!.Seconds, 6);
    }

    [Fact]
    public void Trainers_of_different_speed_share_the_work_by_their_speeds()
    {
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: 110")));
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        TrainerId[] trainers = [new("cuda:0"), new("cuda:1")];
        var done = plan.Stages.Where(stage => stage.Spec.Dataset.Text == "two").Take(4).ToList();
        for (var i = 0; i < 4; i++) progress.Observe(Events.Completed(done[i], seconds: i % 2 == 0 ? 10 : 40) with { Trainer = trainers[i % 2] });
        // In 40 s one makes four trainings and the other one: 8 s each.
        Assert.Equal(8 * 1096, progress.TimeLeft([], [], trainers)!.Seconds, 6);
    }

    [Fact]
    public void Each_kind_of_training_goes_by_its_own_speed_and_one_that_has_not_been_seen_by_those_of_its_model()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        var (one, two) = (plan.Stages.Where(stage => stage.Spec.Dataset.Text == "one").ToList(), plan.Stages.Where(stage => stage.Spec.Dataset.Text == "two").ToList());
        foreach (var stage in one.Take(3)) progress.Observe(Events.Completed(stage, seconds: 10));
        var left = progress.TimeLeft([], [], One)!;
        Assert.Equal(10 * 17, left.Seconds, 6);
        // Nearly all that is left is of the kind that has not been seen.
        Assert.True(left.HighSeconds > 1.4 * left.Seconds);
        foreach (var stage in two.Take(3)) progress.Observe(Events.Completed(stage, seconds: 30));
        Assert.Equal(10 * (one.Count - 3) + 30 * (two.Count - 3), progress.TimeLeft([], [], One)!.Seconds, 6);
    }

    [Fact]
    public void The_first_training_of_a_trainer_counts_only_until_there_is_another()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        progress.Observe(Events.Completed(plan.Stages[0], seconds: 50));
        Assert.Equal(50 * 19, progress.TimeLeft([], [], One)!.Seconds, 6);
        progress.Observe(Events.Completed(plan.Stages.First(stage => stage.Number > 0 && stage.Spec.Dataset == plan.Stages[0].Spec.Dataset), seconds: 10));
        Assert.Equal(10 * 18, progress.TimeLeft([], [], One)!.Seconds, 6);
    }

    [Fact]
    public void What_is_under_way_counts_as_far_as_it_is()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages, plan.Stages);
        progress.Observe(Events.Completed(plan.Stages[0], seconds: 10));
        var lease = new Lease(plan.Stages[1], new TrainerId("cpu:0"), default, default, 5, 20, default, default);
        // A quarter of its steps is done, of 640 x 3 passes; 10,000 test images come after them.
        Assert.Equal(190 - 10 * 0.25 * 1920 / 11_920, progress.TimeLeft([lease], [], One)!.Seconds, 6);
    }

    [Fact]
    public void Seeds_that_may_never_be_asked_for_make_the_range_wider_and_count_when_they_are()
    {
        var plan = Plans.Of(Plans.Small);
        var progress = new WorkEstimate(plan, plan.Stages.Take(10), plan.Stages.Take(10));
        for (var i = 0; i < 5; i++) progress.Observe(Events.Completed(plan.Stages[i], seconds: 10));
        Assert.Equal(0.5, progress.Fraction, 6);
        // Two of the five that are left are of a kind that has been seen but once or twice: a fifth to both sides, and ten that may be asked for.
        Assert.Equal(new TimeLeft(40, 50, 160), Rounded(progress.TimeLeft([], [], One)!));
        progress.Observe(new SweepEvent.SeedsAdded("claim", 3, null, [plan.Stages[10], plan.Stages[11]]));
        Assert.Equal(5.0 / 12, progress.Fraction, 6);
        Assert.Equal(new TimeLeft(60, 70, 160), Rounded(progress.TimeLeft([], [], One)!));
    }

    private static TrainerId[] Trainers(int count) => [.. Enumerable.Range(0, count).Select(i => new TrainerId($"cpu:{i}"))];

    private static TimeLeft Rounded(TimeLeft left) => new(Math.Round(left.LowSeconds, 6), Math.Round(left.Seconds, 6), Math.Round(left.HighSeconds, 6));
}
