using Sweeper.Training.Keys;

namespace Sweeper.Training.Tickets;

/// <summary>From which weights and mask a stage starts: <c>init</c>, or a ticket.</summary>
public abstract record StartingState
{
    /// <summary>The canonical form.</summary>
    public abstract string CanonicalForm { get; }

    /// <summary>Artifacts of other stages that must be at hand.</summary>
    public virtual IEnumerable<ArtifactKey> Needs => [];

    /// <summary>Dense, weights drawn from the model's initial distribution under <c>init/PARAM</c>.</summary>
    public sealed record Init : StartingState
    {
        /// <inheritdoc/>
        public override string CanonicalForm => "init";
    }

    /// <summary>A winning ticket: a chain's mask and the weights that the chain's round 0 had at the rewind point.</summary>
    /// <param name="Mask">The mask; null is the all-ones mask of winning ticket 0.</param>
    /// <param name="Weights">The late-reset weights, batch-norm statistics included.</param>
    /// <param name="FreshHead">Whether the last layer is drawn anew (<c>head/PARAM</c>), dense.</param>
    public sealed record Winning(ArtifactKey? Mask, ArtifactKey Weights, bool FreshHead) : StartingState
    {
        /// <inheritdoc/>
        public override string CanonicalForm =>
            $"winning mask={Mask?.Value ?? "ones"} weights={Weights.Value} head={(FreshHead ? "fresh" : "kept")}";

        /// <inheritdoc/>
        public override IEnumerable<ArtifactKey> Needs => Mask is { } mask ? [mask, Weights] : [Weights];
    }

    /// <summary>
    /// A random ticket (paper section 3): fresh weights (<c>ticket/random/weights/PARAM</c>) and as many survivors as <paramref name="Round"/>
    /// rounds of global pruning leave, in random places of the whole network (<c>ticket/random/mask/ROUND</c>).
    /// </summary>
    public sealed record Random(decimal Fraction, int Round, bool PruneClassifier) : StartingState
    {
        /// <inheritdoc/>
        public override string CanonicalForm =>
            $"random fraction={Canonical.Number(Fraction)} round={Round} prune_classifier={(PruneClassifier ? "true" : "false")}";
    }
}
