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
