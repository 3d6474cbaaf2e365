using Sweeper.Actors.Trainers;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Bench.Scheduling;

/// <summary>Trains nothing and has left everything at once.</summary>
internal sealed class NoOpRunner : IStageRunner
{
    private static readonly Digest Nothing = Digest.Of([]);
    private static readonly NumericEnvironment Nowhere = new("none", "none", "none", 1, 1);

    public void Prepare()
    {
    }

    public StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop) => new StageOutcome.Completed(Result(order));

    /// <summary>A made-up result that has left all that was asked for, though no blob is stored.</summary>
    public static StageResult Result(StageOrder order) => new()
    {
        Correct = 9000,
        Total = 10_000,
        EpochLosses = [0.5, 0.4, 0.3],
        Masked = 0,
        Prunable = 266_000,
        Steps = 1000,
        Seconds = 0,
        FinalState = Nothing,
        Inputs = order.Inputs,
        Artifacts =
        [
            .. order.Outputs.Masks.Select(mask => new StoredArtifact(mask.Key, ArtifactKind.Mask, Nothing, 1)),
            .. order.Outputs.Rewinds.Select(rewind => new StoredArtifact(rewind.Key, ArtifactKind.Weights, Nothing, 1)),
        ],
        Environment = Nowhere,
    };
}
