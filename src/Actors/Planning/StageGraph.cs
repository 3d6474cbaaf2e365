using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Planning;

/// <summary>The stages of a plan while it is built: adding an equal one again gives the first.</summary>
internal sealed class StageGraph
{
    private readonly List<PlannedStage> _stages = [];
    private readonly Dictionary<StageKey, PlannedStage> _byKey = [];

    public ImmutableArray<PlannedStage> Stages => [.. _stages];

    /// <summary>The stage of a spec.</summary>
    /// <param name="spec">The training.</param>
    /// <param name="producers">The stages that it needs, by number, ascending; they are in the graph already.</param>
    public PlannedStage Add(StageSpec spec, ImmutableArray<int> producers)
    {
        var key = spec.ComputeKey();
        if (_byKey.TryGetValue(key, out var known)) return known;
        var depth = 1;
        foreach (var producer in producers) depth = Math.Max(depth, _stages[producer].Depth + 1);
        var stage = new PlannedStage(_stages.Count, key, spec, producers, depth);
        _stages.Add(stage);
        _byKey.Add(key, stage);
        return stage;
    }

    /// <summary>Asks a stage to leave a mask; asking twice is asking once.</summary>
    public static void AskFor(PlannedStage stage, MaskOutput mask)
    {
        if (!stage.Outputs.Masks.Contains(mask)) stage.Outputs = stage.Outputs with { Masks = stage.Outputs.Masks.Add(mask) };
    }

    /// <summary>Asks a stage to leave its weights at a step; asking twice is asking once.</summary>
    public static void AskFor(PlannedStage stage, RewindOutput rewind)
    {
        if (!stage.Outputs.Rewinds.Contains(rewind)) stage.Outputs = stage.Outputs with { Rewinds = stage.Outputs.Rewinds.Add(rewind) };
    }

    /// <summary>Asks a stage to leave its optimizer's moments at a step; asking twice is asking once.</summary>
    public static void AskFor(PlannedStage stage, OptimizerOutput state)
    {
        if (!stage.Outputs.OptimizerStates.Contains(state)) stage.Outputs = stage.Outputs with { OptimizerStates = stage.Outputs.OptimizerStates.Add(state) };
    }

    /// <summary>Asks a stage to keep its final weights.</summary>
    public static void AskForFinal(PlannedStage stage) =>
        stage.Outputs = stage.Outputs with { Final = ArtifactKey.Of($"final/v1\nstage {stage.Key}") };
}
