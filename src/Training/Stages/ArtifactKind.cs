namespace Sweeper.Training.Stages;

/// <summary>What a stage can leave behind.</summary>
public enum ArtifactKind
{
    /// <summary>Late-reset weights: a safetensors file.</summary>
    Weights,

    /// <summary>A mask: a bit a prunable weight.</summary>
    Mask,

    /// <summary>Final weights (<c>keep: finals</c>): a safetensors file.</summary>
    Final,

    /// <summary>The optimizer's moments at a rewind point: a safetensors file.</summary>
    OptimizerState,
}
