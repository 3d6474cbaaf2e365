using Sweeper.Training.Devices;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using TorchSharp;

namespace Sweeper.Training.Tests.Stages;

public class HeldTrainingTests
{
    private readonly SyntheticData _data = new();

    [Fact]
    public async Task A_training_that_was_held_is_the_same_to_the_bit_and_its_time_is_not_that_of_the_hold()
    {
        var order = Trainings.Order(Trainings.Dense());
        var undisturbed = Trainings.Run(_data, new MemoryBlobs(), order);
        var progress = new StageProgress();
        progress.Hold();
        var training = Train(order, progress, CancellationToken.None);
        await Held(progress);
        Assert.Equal(7, progress.Step);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Equal(7, progress.Step);
        progress.GoOn();
        var result = Assert.IsType<StageOutcome.Completed>(await training).Result;
        Assert.Equal(undisturbed.FinalState, result.FinalState);
        Assert.Equal(undisturbed.Correct, result.Correct);
        Assert.True(progress.HeldTime >= TimeSpan.FromSeconds(1));
        Assert.True(progress.TakeEpochs()[^1].Seconds < progress.HeldTime.TotalSeconds);
    }

    [Fact]
    public async Task A_training_that_is_held_can_be_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var progress = new StageProgress();
        progress.Hold();
        var training = Train(Trainings.Order(Trainings.Dense()), progress, stop.Token);
        await Held(progress);
        await stop.CancelAsync();
        Assert.IsType<StageOutcome.Cancelled>(await training);
    }

    private Task<StageOutcome> Train(StageOrder order, StageProgress progress, CancellationToken stop) => Task.Factory.StartNew(
        () =>
        {
            torch.set_num_threads(1);
            return new StageTrainer(_data, new MemoryBlobs(), NumericEnvironments.Cpu(), ComputeDevice.Cpu).Run(order, progress, stop);
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task Held(StageProgress progress)
    {
        for (var i = 0; !progress.IsHeld && i < 600; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(progress.IsHeld);
    }
}
