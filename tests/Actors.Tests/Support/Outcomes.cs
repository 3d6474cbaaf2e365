using System.Collections.Immutable;
using System.Text;
using Sweeper.Actors.Planning;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Support;

/// <summary>What trainers report, without training.</summary>
internal static class Outcomes
{
    /// <summary>A finished stage that left all that was asked of it.</summary>
    public static StageOutcome Completed(StageOutputs outputs, int correct = 90, double seconds = 1) => new StageOutcome.Completed(new StageResult
    {
        Correct = correct,
        Total = 100,
        EpochLosses = [],
        Masked = 1,
        Prunable = 5,
        Steps = 20,
        Seconds = seconds,
        FinalState = Digest.Of([]),
        Inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty,
        Artifacts =
        [
            .. outputs.Rewinds.Select(rewind => new StoredArtifact(rewind.Key, ArtifactKind.Weights, BlobOf(rewind.Key), 1)),
            .. outputs.Masks.Select(mask => new StoredArtifact(mask.Key, ArtifactKind.Mask, BlobOf(mask.Key), 1)),
        ],
        Environment = new NumericEnvironment("cpu", "none", "none", 1, 1),
    });

    public static StageOutcome Failed(FailureCause cause = FailureCause.Error, string message = "it broke") => new StageOutcome.Failed(cause, message);

    public static StageOutcome Lost(ArtifactKey artifact) => new StageOutcome.Failed(FailureCause.LostInput, "a blob is gone") { Lost = BlobOf(artifact) };

    /// <summary>The digest of an artifact's bytes, which are the same whenever it is made.</summary>
    public static Digest BlobOf(ArtifactKey artifact) => Digest.Of(Encoding.UTF8.GetBytes(artifact.Value));

    /// <summary>Everything that some stages leave, as the store lists it.</summary>
    public static Dictionary<ArtifactKey, Digest> ArtifactsOf(IEnumerable<PlannedStage> stages) =>
        stages.SelectMany(KeysOf).ToDictionary(key => key, BlobOf);

    /// <summary>The artifacts that a stage is asked for.</summary>
    public static IEnumerable<ArtifactKey> KeysOf(PlannedStage stage) =>
        [.. stage.Outputs.Rewinds.Select(rewind => rewind.Key), .. stage.Outputs.Masks.Select(mask => mask.Key)];
}
