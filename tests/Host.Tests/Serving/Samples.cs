using Sweeper.Actors.Status;

namespace Sweeper.Host.Tests.Serving;

/// <summary>A made-up snapshot with something in every field.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One of a number.</summary>
    public static SweepSnapshot Snapshot(long number, RunState state = RunState.Running) => new()
    {
        Number = number,
        Sweep = "small",
        State = state,
        Started = Noon,
        At = Noon.AddSeconds(185),
        Trainings = new(102, 46, 12, 1, 10, 43, 1, 1),
        Cells = 81,
        CellsDone = 30,
        TrainingsAlone = 405,
        TrainingsPlanned = 102,
        Fraction = 0.45,
        TimeLeft = new(130, 200, double.PositiveInfinity),
        Devices =
        [
            new()
            {
                Node = "", Device = "cpu:0", Stage = new string('a', 64), Training = "lenet-300-100 one/sgd -> two/sgd  winning  round 1  seed 0", Seconds = 3.5, Step = 30,
                LastStep = 100, Epoch = 2, Epochs = 4, Loss = 0.25, Accuracy = 0.875, ImagesPerSecond = 12_345.5, HeardSecondsAgo = 0.5,
            },
            new() { Node = "", Device = "cuda:1", MemoryBytes = 1 << 30, MemoryTotalBytes = 1L << 34, Utilisation = 0.5 },
            new() { Node = "", Device = "cuda:2", IsHung = true },
        ],
        Chains = [new("lenet-300-100 one/sgd  seed 0", 2, 8, "running", true, 1)],
        OpenChains = 1,
        Claims = [new("tickets transfer", "undecided", "higher", 1.25, -0.5, 3, 2, 3, 0.08, 4)],
        Problems = [new("nan", "the loss became \e[31mNaN", 2, 1, "lower the learning rate", new string('b', 64), "lenet-300-100 two/sgd  dense  seed 1")],
        Lines = [new(Noon.AddSeconds(180), "done \"46\" of 102")],
    };
}
