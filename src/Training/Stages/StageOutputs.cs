using System.Collections.Immutable;

namespace Sweeper.Training.Stages;

/// <summary>What a stage leaves behind besides its accuracy. No part of its key: nothing here changes the training.</summary>
public sealed record StageOutputs
{
    /// <summary>A stage that leaves only its accuracy.</summary>
    public static StageOutputs None { get; } = new();

    /// <summary>Weights to snapshot on the way (late resetting).</summary>
    public ImmutableArray<RewindOutput> Rewinds { get; init; } = [];

    /// <summary>Optimizer moments to snapshot on the way.</summary>
    public ImmutableArray<OptimizerOutput> OptimizerStates { get; init; } = [];

    /// <summary>Masks to derive from the final weights.</summary>
    public ImmutableArray<MaskOutput> Masks { get; init; } = [];

    /// <summary>Under which key the final weights are kept; null drops them.</summary>
    public Keys.ArtifactKey? Final { get; init; }

    /// <summary>What later trainings may need of it, by key.</summary>
    public IEnumerable<Keys.ArtifactKey> Artifacts =>
        Rewinds.Select(rewind => rewind.Key).Concat(OptimizerStates.Select(state => state.Key)).Concat(Masks.Select(mask => mask.Key));
}
