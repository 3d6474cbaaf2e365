using Sweeper.Training.Devices;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Time;

namespace Sweeper.Training.Tests.Stages;

public class EpochRecordTests
{
    // 200 images in batches of 32: seven steps an epoch, the last of 8 images.
    private readonly SyntheticData _data = new();

    [Fact]
    public void Every_epoch_is_recorded_with_its_loss_accuracy_rate_and_images()
    {
        var optimizer = Trainings.Sgd with { Milestones = [Duration.Epochs(1)], Gamma = 0.1 };
        var (records, result) = Run(Trainings.Dense(optimizer: optimizer));
        Assert.Equal([(1, 2, 200, 0.05), (2, 2, 200, 0.05 * 0.1)], records.Select(epoch => (epoch.Epoch, epoch.Epochs, epoch.Images, epoch.LearningRate)));
        Assert.Equal(result.EpochLosses, records.Select(epoch => epoch.Loss));
        Assert.InRange(records[0].Correct!.Value, 1, 199);
        Assert.True(records[1].Accuracy > records[0].Accuracy);
        Assert.All(records, epoch => Assert.True(epoch.Seconds > 0));
    }

    [Fact]
    public void A_partial_epoch_counts_the_images_that_it_trained()
    {
        var dense = Trainings.Dense();
        var (records, _) = Run(dense with { Recipe = dense.Recipe with { Length = Duration.Steps(10) }, FirstStep = 5 });
        Assert.Equal([(1, 2, 40), (2, 2, 96)], records.Select(epoch => (epoch.Epoch, epoch.Epochs, epoch.Images)));
    }

    [Fact]
    public void Batches_in_parts_are_counted_whole()
    {
        var dense = Trainings.Dense();
        var (records, _) = Run(dense with { Recipe = dense.Recipe with { MicroBatchSize = 12, DropLast = true } });
        Assert.Equal([192, 192], records.Select(epoch => epoch.Images));
        Assert.All(records, epoch => Assert.InRange(epoch.Correct!.Value, 1, 192));
    }

    [Fact]
    public void Of_very_many_epochs_some_and_the_last_are_recorded()
    {
        var dense = Trainings.Dense();
        var (records, result) = Run(dense with { Recipe = dense.Recipe with { Length = Duration.Epochs(1201), BatchSize = 256 } });
        Assert.Equal([.. Enumerable.Range(1, 400).Select(third => third * 3), 1201], records.Select(epoch => epoch.Epoch));
        Assert.Equal(result.EpochLosses[1199], records[399].Loss);
    }

    [Fact]
    public void Records_are_taken_once()
    {
        var progress = new StageProgress();
        Assert.Empty(progress.TakeEpochs());
        progress.Add(new EpochRecord(1, 2, 0.5, 100, null, 0.1, 1));
        Assert.Null(Assert.Single(progress.TakeEpochs()).Accuracy);
        Assert.Empty(progress.TakeEpochs());
    }

    private (IReadOnlyList<EpochRecord> Records, StageResult Result) Run(StageSpec spec)
    {
        var progress = new StageProgress();
        var outcome = new StageTrainer(_data, new MemoryBlobs(), NumericEnvironments.Cpu(), ComputeDevice.Cpu).Run(Trainings.Order(spec), progress, CancellationToken.None);
        return (progress.TakeEpochs(), Assert.IsType<StageOutcome.Completed>(outcome).Result);
    }
}
