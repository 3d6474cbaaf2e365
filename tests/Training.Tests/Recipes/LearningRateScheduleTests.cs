using CsCheck;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Training.Tests.Recipes;

public class LearningRateScheduleTests
{
    private static OptimizerSpec Optimizer => new(OptimizerKind.Sgd, 0.4);

    [Fact]
    public void Without_milestones_the_rate_is_constant()
    {
        var schedule = new LearningRateSchedule(Optimizer, 7, lastStep: 1000);
        Assert.All(new[] { 0L, 1, 6, 7, 1_000_000 }, step => Assert.Equal(0.4, schedule.At(step)));
    }

    [Fact]
    public void A_milestone_acts_from_its_first_step_on()
    {
        var schedule = new LearningRateSchedule(Optimizer with { Milestones = [Duration.Epochs(2), Duration.Steps(25)] }, stepsPerEpoch: 10, lastStep: 1000);
        Assert.Equal(0.4, schedule.At(0));
        Assert.Equal(0.4, schedule.At(19));
        Assert.Equal(0.04, schedule.At(20), 1e-15);
        Assert.Equal(0.04, schedule.At(24), 1e-15);
        Assert.Equal(0.004, schedule.At(25), 1e-15);
        Assert.Equal(0.004, schedule.At(1_000_000), 1e-15);
    }

    [Fact]
    public void The_papers_schedule_drops_tenfold_at_epochs_80_and_120()
    {
        var schedule = new LearningRateSchedule(Optimizer with { Milestones = [Duration.Epochs(80), Duration.Epochs(120)] }, 98, lastStep: 1000);
        double[] expected = [0.4, 0.4, 0.04, 0.04, 0.004, 0.004];
        long[] steps = [0, 80 * 98 - 1, 80 * 98, 120 * 98 - 1, 120 * 98, 160 * 98 - 1];
        Assert.All(steps.Zip(expected), pair => Assert.Equal(pair.Second, schedule.At(pair.First), 1e-15));
    }

    [Fact]
    public void Gamma_is_the_factor_of_each_milestone()
    {
        var schedule = new LearningRateSchedule(Optimizer with { Gamma = 0.5, Milestones = [Duration.Steps(1), Duration.Steps(2)] }, 10, lastStep: 1000);
        Assert.Equal([0.4, 0.2, 0.1], new long[] { 0, 1, 2 }.Select(schedule.At));
    }

    [Fact]
    public void Warmup_rises_linearly_to_the_full_rate_at_its_last_step()
    {
        var schedule = new LearningRateSchedule(Optimizer with { Warmup = Duration.Epochs(1) }, 4, lastStep: 1000);
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.4], Enumerable.Range(0, 5).Select(step => Math.Round(schedule.At(step), 12)));
    }

    [Fact]
    public void Warmup_scales_the_rate_that_milestones_leave()
    {
        var schedule = new LearningRateSchedule(Optimizer with { Warmup = Duration.Steps(4), Milestones = [Duration.Steps(2)] }, 100, lastStep: 1000);
        Assert.Equal([0.1, 0.2, 0.03, 0.04, 0.04], Enumerable.Range(0, 5).Select(step => Math.Round(schedule.At(step), 12)));
    }

    // lr (1 + cos(pi step / last)) / 2: the closed form of Loshchilov and Hutter 2017, formula 5, at angles whose cosines are known.
    [Theory]
    [InlineData(0, 0.4)]
    [InlineData(20, 0.4 * (1 + 0.86602540378443865) / 2)]
    [InlineData(40, 0.3)]
    [InlineData(60, 0.2)]
    [InlineData(80, 0.1)]
    [InlineData(120, 0.0)]
    public void A_cosine_falls_from_the_full_rate_to_0_at_the_end_of_training(long step, double rate) =>
        Assert.Equal(rate, new LearningRateSchedule(Optimizer with { Schedule = RateSchedule.Cosine }, 7, lastStep: 120).At(step), 1e-15);

    // From PyTorch's documentation of CosineAnnealingLR as a recurrence: eta_t+1 = eta_t (1 + cos((t+1) pi / T)) / (1 + cos(t pi / T)).
    [Fact]
    public void A_cosine_is_that_of_PyTorchs_recurrence()
    {
        var schedule = new LearningRateSchedule(Optimizer with { Schedule = RateSchedule.Cosine }, 7, lastStep: 50);
        var rate = 0.4;
        for (var step = 0; step < 49; step++)
        {
            Assert.Equal(rate, schedule.At(step), 1e-14);
            rate *= (1 + Math.Cos((step + 1) * Math.PI / 50)) / (1 + Math.Cos(step * Math.PI / 50));
        }
    }

    [Fact]
    public void A_cosine_starts_where_its_warmup_ends()
    {
        var schedule = new LearningRateSchedule(Optimizer with { Schedule = RateSchedule.Cosine, Warmup = Duration.Epochs(1) }, 4, lastStep: 12);
        double[] expected = [0.1, 0.2, 0.3, 0.4, 0.4, 0.4 * (1 + 0.92387953251128674) / 2, 0.4 * (1 + 0.70710678118654752) / 2];
        Assert.Equal(expected, Enumerable.Range(0, 7).Select(step => schedule.At(step)), (one, other) => Math.Abs(one - other) < 1e-15);
        Assert.Equal(0.2, schedule.At(8), 1e-15);
    }

    [Fact]
    public void After_its_warmup_no_schedule_ever_rises() => (
        from last in Gen.Long[1, 5000]
        from warmup in Gen.Int[0, (int)last - 1]
        from milestones in Gen.Int[1, 5000].HashSet[0, 4]
        from gamma in Gen.Double[0.01, 1]
        from cosine in Gen.Bool
        select (last, warmup, milestones, gamma, cosine)).Sample(one =>
    {
        var optimizer = Optimizer with { Warmup = Duration.Steps(one.warmup), Gamma = one.gamma };
        optimizer = one.cosine
            ? optimizer with { Schedule = RateSchedule.Cosine }
            : optimizer with { Milestones = [.. one.milestones.Order().Select(Duration.Steps)] };
        var schedule = new LearningRateSchedule(optimizer, 10, one.last);
        var rates = Enumerable.Range(one.warmup, (int)one.last - one.warmup).Select(step => schedule.At(step)).ToList();
        Assert.All(rates.Zip(rates.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
        Assert.All(rates, rate => Assert.InRange(rate, 0, 0.4));
        if (one.cosine) Assert.Equal(0.4, rates[0]);
    }, iter: 300);

    [Theory]
    [InlineData(512, 60_000, 117)]
    [InlineData(10, 20, 2)]
    [InlineData(10, 19, 1)]
    [InlineData(10, 10, 1)]
    [InlineData(100, 7, 1)]
    public void A_dropped_last_batch_is_no_step_unless_it_is_the_only_one(int batch, int images, int steps) =>
        Assert.Equal(steps, new Recipe(Duration.Epochs(1), batch, Optimizer) { DropLast = true }.StepsPerEpoch(images));

    [Theory]
    [InlineData(512, 60_000, 118)]
    [InlineData(512, 50_000, 98)]
    [InlineData(512, 73_257, 144)]
    [InlineData(512, 1_281_167, 2503)]
    [InlineData(10, 10, 1)]
    [InlineData(10, 11, 2)]
    [InlineData(100, 7, 1)]
    public void The_last_short_batch_of_an_epoch_is_a_step(int batch, int images, int steps) =>
        Assert.Equal(steps, new Recipe(Duration.Epochs(1), batch, Optimizer).StepsPerEpoch(images));
}
