using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Time;

namespace Sweeper.Training.Recipes;

/// <summary>An optimizer and its learning-rate schedule.</summary>
public sealed record OptimizerSpec(OptimizerKind Kind, double Lr)
{
    /// <summary>SGD's momentum in [0, 1).</summary>
    public double Momentum { get; init; }

    /// <summary>Whether SGD looks ahead along its momentum (Nesterov), as PyTorch does it; needs a momentum.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Adam's decay of the first moment, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's decay of the second moment, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Adam's term in the denominator, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay, at least 0: added to the gradient (SGD, Adam), or taken off the weight (AdamW).</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether biases and batch norm decay too, as PyTorch's optimizers do when given all parameters.</summary>
    public bool DecayBnAndBias { get; init; } = true;

    /// <summary>How the rate falls.</summary>
    public RateSchedule Schedule { get; init; }

    /// <summary>When the rate is multiplied by <see cref="Gamma"/>, ascending; none under a cosine.</summary>
    public ImmutableArray<Duration> Milestones { get; init; } = [];

    /// <summary>The factor at each milestone, above 0.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <summary>How long the rate rises linearly from 0 to its full value.</summary>
    public Duration Warmup { get; init; } = Duration.Zero;

    /// <summary>The canonical form: every value that changes a training, and none that does not.</summary>
    public string CanonicalForm =>
        $"{Moments} weight_decay={Canonical.Number(WeightDecay)} weight_decay_on_bn_bias={(DecayBnAndBias ? "true" : "false")} schedule={Rate} warmup={Warmup}";

    private string Moments => Kind == OptimizerKind.Sgd
        ? $"sgd lr={Canonical.Number(Lr)} momentum={Canonical.Number(Momentum)} nesterov={(Nesterov ? "true" : "false")}"
        : $"{Kind.ToString().ToLowerInvariant()} lr={Canonical.Number(Lr)} beta1={Canonical.Number(Beta1)} beta2={Canonical.Number(Beta2)} eps={Canonical.Number(Epsilon)}";

    private string Rate => Schedule == RateSchedule.Cosine ? "cosine"
        : Milestones.IsEmpty ? "constant"
        : $"milestones at={string.Join(',', Milestones)} gamma={Canonical.Number(Gamma)}";
}
