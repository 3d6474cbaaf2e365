using Sweeper.Training.Models;

namespace Sweeper.Training.Pruning;

/// <summary>Which weight tensors pruning may touch; biases and batch norm never are (paper section 3).</summary>
/// <param name="Convolutions">The kernels of convolutions.</param>
/// <param name="Linear">The weights of linear layers.</param>
/// <param name="Classifier">Of the linear ones, the last too.</param>
public sealed record PrunedTensors(bool Convolutions, bool Linear, bool Classifier)
{
    /// <summary>Every convolution and every linear layer but the last.</summary>
    public static PrunedTensors Default { get; } = new(true, true, false);

    /// <summary>Every convolution and every linear layer.</summary>
    public static PrunedTensors All { get; } = new(true, true, true);

    /// <summary>The canonical form.</summary>
    public string CanonicalForm => $"prune_tensors={Kinds} prune_classifier={(Classifier ? "true" : "false")}";

    private string Kinds => (Convolutions, Linear) switch { (true, true) => "conv,linear", (true, false) => "conv", (false, true) => "linear", _ => "none" };

    /// <summary>Whether a tensor is among them.</summary>
    public bool Include(ParameterSlot slot) =>
        slot.Role == ParameterRole.Weight && (slot.IsConvolution ? Convolutions : slot.IsHead ? Linear && Classifier : Linear);
}
