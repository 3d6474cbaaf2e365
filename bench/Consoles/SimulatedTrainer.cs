using Sweeper.Actors.Trainers;
using Sweeper.Bench.Scheduling;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Bench.Consoles;

/// <summary>Trains nothing but takes its time: ten epochs of 30 to 400 ms each, whose steps and losses it reports; one training in 200 ends in a NaN.</summary>
internal sealed class SimulatedTrainer : IStageRunner
{
    private const int Epochs = 10;
    private const int StepsAnEpoch = 469;
    private const int ImagesAnEpoch = 60_000;
    private const int OneFails = 200;

    public void Prepare()
    {
    }

    public StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop)
    {
        // By the key, so that every run of the sweep does the same.
        var random = new Random(Seed(order.Key));
        var epoch = TimeSpan.FromMilliseconds(30 + 370 * random.NextDouble());
        var correct = 8500 + random.Next(1000);
        progress.Set(0, Epochs * StepsAnEpoch);
        for (var i = 1; i <= Epochs; i++)
        {
            if (stop.WaitHandle.WaitOne(epoch)) return new StageOutcome.Cancelled();
            progress.Set(i * StepsAnEpoch, Epochs * StepsAnEpoch);
            progress.Add(new EpochRecord(i, Epochs, 2.3 / (i + 1) + 0.1 * random.NextDouble(), ImagesAnEpoch, (int)(ImagesAnEpoch * (1 - 0.5 / (i + 1))), 0.1, epoch.TotalSeconds));
        }
        return random.Next(OneFails) == 0
            ? new StageOutcome.Failed(FailureCause.NotANumber, $"the loss of step {random.Next(Epochs * StepsAnEpoch)} is not a number")
            : new StageOutcome.Completed(NoOpRunner.Result(order) with { Correct = correct, Seconds = Epochs * epoch.TotalSeconds });
    }

    private static int Seed(StageKey key) => Convert.ToInt32(key.Value[..7], 16);
}
