using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Stages;

/// <summary>A mask to derive: the mask the stage trained under, pruned once more by a rule on its final weights.</summary>
public sealed record MaskOutput(ArtifactKey Key, PruningRule Rule)
{
    /// <summary>The key of the mask that a rule derives from a stage.</summary>
    public static ArtifactKey KeyOf(StageKey stage, PruningRule rule) => ArtifactKey.Of($"mask/v1\nstage {stage}\nrule {rule.CanonicalForm}");
}
