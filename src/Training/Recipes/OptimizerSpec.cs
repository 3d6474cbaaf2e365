using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Time;

namespace Sweeper.Training.Recipes;

/// <summary>An optimizer and its learning-rate schedule.</summary>
public sealed record OptimizerSpec(OptimizerKind Kind, double Lr)
{
    /// <summary>SGD's momentum in [0, 1).</summary>
    public double Momentum { get; init; }

    /// <summary>Adam's decay of the first moment, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's decay of the second moment, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Adam's term in the denominator, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>L2 decay added to the gradient of every parameter, at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>When the rate is multiplied by <see cref="Gamma"/>, ascending.</summary>
    public ImmutableArray<Duration> Milestones { get; init; } = [];

    /// <summary>The factor at each milestone, above 0.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <summary>How long the rate rises linearly from 0 to its full value.</summary>
    public Duration Warmup { get; init; } = Duration.Zero;

    /// <summary>The canonical form: every value that changes a training, and none that does not.</summary>
    public string CanonicalForm
    {
        get
        {
            var own = Kind == OptimizerKind.Sgd
                ? $"sgd lr={Canonical.Number(Lr)} momentum={Canonical.Number(Momentum)}"
                : $"adam lr={Canonical.Number(Lr)} beta1={Canonical.Number(Beta1)} beta2={Canonical.Number(Beta2)} eps={Canonical.Number(Epsilon)}";
            var milestones = Milestones.IsEmpty ? "none" : $"{string.Join(',', Milestones)} gamma={Canonical.Number(Gamma)}";
            return $"{own} weight_decay={Canonical.Number(WeightDecay)} milestones={milestones} warmup={Warmup}";
        }
    }
}
