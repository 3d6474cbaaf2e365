using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;

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
    /// <param name="Head">How the last layer starts.</param>
    public sealed record Winning(ArtifactKey? Mask, ArtifactKey Weights, HeadStart Head) : StartingState
    {
        /// <summary>Whether batch norm starts anew (scale 1, shift 0, statistics at their start) instead of as it was at the rewind point.</summary>
        public bool FreshNorm { get; init; }

        /// <summary>The optimizer's moments at the rewind point; null starts them at 0.</summary>
        public ArtifactKey? OptimizerState { get; init; }

        /// <inheritdoc/>
        public override string CanonicalForm =>
            $"winning mask={Mask?.Value ?? "ones"} weights={Weights.Value} head={Word(Head)} norm={(FreshNorm ? "fresh" : "kept")} optimizer_state={OptimizerState?.Value ?? "fresh"}";

        /// <inheritdoc/>
        public override IEnumerable<ArtifactKey> Needs => ((ArtifactKey?[])[Mask, Weights, OptimizerState]).OfType<ArtifactKey>();
    }

    /// <summary>
    /// A random ticket (paper section 3): fresh weights (<c>ticket/random/weights/PARAM</c>) and as many survivors as <paramref name="Round"/>
    /// rounds of global pruning leave, in random places of the whole network (<c>ticket/random/mask/ROUND</c>).
    /// </summary>
    public sealed record Random(decimal Fraction, int Round, PrunedTensors Tensors) : StartingState
    {
        /// <inheritdoc/>
        public override string CanonicalForm => $"random fraction={Canonical.Number(Fraction)} round={Round} {Tensors.CanonicalForm}";
    }

    /// <summary>
    /// A source's mask permuted inside each layer (<c>ticket/random-layerwise/mask/ROUND/PARAM</c>) over fresh weights
    /// (<c>ticket/random-layerwise/weights/PARAM</c>; paper figure A1).
    /// </summary>
    /// <param name="Mask">The source's mask.</param>
    /// <param name="Round">The pruning round it is of.</param>
    /// <param name="Head">Whether the last layer keeps its part of the mask; its weights are fresh anyway.</param>
    public sealed record RandomLayerwise(ArtifactKey Mask, int Round, HeadStart Head) : StartingState
    {
        /// <inheritdoc/>
        public override string CanonicalForm => $"random-layerwise mask={Mask.Value} round={Round} head_mask={MaskWord(Head)}";

        /// <inheritdoc/>
        public override IEnumerable<ArtifactKey> Needs => [Mask];
    }

    /// <summary>A source's mask over fresh weights (<c>ticket/random-weights/weights/PARAM</c>; paper figure A1).</summary>
    /// <param name="Mask">The source's mask.</param>
    /// <param name="Head">Whether the last layer keeps its part of the mask; its weights are fresh anyway.</param>
    public sealed record RandomWeights(ArtifactKey Mask, HeadStart Head) : StartingState
    {
        /// <inheritdoc/>
        public override string CanonicalForm => $"random-weights mask={Mask.Value} head_mask={MaskWord(Head)}";

        /// <inheritdoc/>
        public override IEnumerable<ArtifactKey> Needs => [Mask];
    }

    private static string Word(HeadStart head) => head switch { HeadStart.Kept => "kept", HeadStart.Fresh => "fresh", _ => "fresh-masked" };

    private static string MaskWord(HeadStart head) => head == HeadStart.Fresh ? "dense" : "masked";
}
