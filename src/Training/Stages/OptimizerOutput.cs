using Sweeper.Training.Keys;

namespace Sweeper.Training.Stages;

/// <summary>The optimizer's moments to keep as they are after so many steps (<c>optimizer_state: rewound</c>).</summary>
public sealed record OptimizerOutput(ArtifactKey Key, long Step)
{
    /// <summary>The key of a stage's moments after so many steps.</summary>
    public static ArtifactKey KeyOf(StageKey stage, long step) => ArtifactKey.Of($"optimizer/v1\nstage {stage}\nstep {step}");
}
