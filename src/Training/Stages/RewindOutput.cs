using Sweeper.Training.Keys;

namespace Sweeper.Training.Stages;

/// <summary>Weights to keep as they are after so many optimizer steps; 0 is before the first.</summary>
public sealed record RewindOutput(ArtifactKey Key, long Step)
{
    /// <summary>The key of a stage's weights after so many steps.</summary>
    public static ArtifactKey KeyOf(StageKey stage, long step) => ArtifactKey.Of($"weights/v1\nstage {stage}\nstep {step}");
}
