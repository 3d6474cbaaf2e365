using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Planning;

/// <summary>A stage of a plan.</summary>
public sealed class PlannedStage
{
    internal PlannedStage(int number, StageKey key, StageSpec spec, ImmutableArray<int> producers, int depth)
    {
        Number = number;
        Key = key;
        Spec = spec;
        Producers = producers;
        Depth = depth;
    }

    /// <summary>Its place in <see cref="SweepPlan.Stages"/>; greater than that of every stage it needs.</summary>
    public int Number { get; }

    /// <summary>Its key.</summary>
    public StageKey Key { get; }

    /// <summary>The training.</summary>
    public StageSpec Spec { get; }

    /// <summary>The stages that make what its starting state needs, by number, ascending.</summary>
    public ImmutableArray<int> Producers { get; }

    /// <summary>Trainings on the longest path that ends here, this one included.</summary>
    public int Depth { get; }

    /// <summary>What the stage shall leave behind.</summary>
    public StageOutputs Outputs { get; internal set; } = StageOutputs.None;

    /// <summary>Whether a cell has this stage's accuracy as its value.</summary>
    public bool IsCellValue { get; internal set; }

    /// <summary>Artifacts that the starting state needs.</summary>
    public IEnumerable<ArtifactKey> Tickets => Spec.Start.Needs;

    /// <summary>Whether the stage makes an artifact.</summary>
    public bool Makes(ArtifactKey artifact) => Outputs.Artifacts.Contains(artifact);
}
