using Sweeper.Training.Stages;

namespace Sweeper.Training.Tests.Stages;

public class EpochLossesTests
{
    [Fact]
    public void Each_epoch_is_averaged_by_itself_and_a_partial_one_over_what_it_trained()
    {
        var losses = new EpochLosses();
        Assert.Empty(losses.Means);
        foreach (var (loss, ends) in new[] { (3.0, false), (1.0, true), (5.0, true), (2.0, false), (4.0, false) }) losses.Add(loss, ends);
        Assert.Equal([2.0, 5.0, 3.0], losses.Means);
    }
}
