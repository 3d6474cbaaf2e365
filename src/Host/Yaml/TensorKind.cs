namespace Sweeper.Host.Yaml;

/// <summary>The kinds of tensor that <c>pruning.prune_tensors</c> names.</summary>
public enum TensorKind
{
    /// <summary>The kernels of convolutions.</summary>
    Conv,

    /// <summary>The weights of linear layers; the last of them only under <c>prune_classifier</c>.</summary>
    Linear,
}
