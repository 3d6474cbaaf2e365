using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class RunTimeEstimateTests
{
    private static readonly SpeedBook Measured = new(new Dictionary<string, double> { ["lenet-300-100"] = 1e9 });

    [Fact]
    public void Trainers_share_the_work_but_not_the_longest_path()
    {
        var plan = Plans.Of(Plans.Small);
        var alone = RunTimeEstimate.Seconds(plan, _ => true, Measured, trainers: 1)!.Value;
        var one = alone / plan.Stages.Length;
        Assert.Equal(alone / 2, RunTimeEstimate.Seconds(plan, _ => true, Measured, trainers: 2)!.Value, 6);
        Assert.Equal(one * plan.CriticalPathTrainings, RunTimeEstimate.Seconds(plan, _ => true, Measured, trainers: 1000)!.Value, 6);
    }

    [Fact]
    public void What_is_done_costs_nothing() => Assert.Equal(0, RunTimeEstimate.Seconds(Plans.Of(Plans.Small), _ => false, Measured, trainers: 2));

    [Fact]
    public void Without_a_measurement_there_is_no_estimate() =>
        Assert.Null(RunTimeEstimate.Seconds(Plans.Of(Plans.Small), _ => true, new SpeedBook(new Dictionary<string, double>()), trainers: 2));
}
