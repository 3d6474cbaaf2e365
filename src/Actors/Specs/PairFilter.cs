namespace Sweeper.Actors.Specs;

/// <summary>One entry of <c>pairs</c>, which narrows the grid.</summary>
public abstract record PairFilter
{
    /// <summary>Whether a source may meet a target.</summary>
    public abstract bool Allows(Endpoint source, Endpoint target);

    /// <summary><c>same-dataset</c>.</summary>
    public sealed record SameDataset : PairFilter
    {
        /// <inheritdoc/>
        public override bool Allows(Endpoint source, Endpoint target) => source.Dataset.Text == target.Dataset.Text;
    }

    /// <summary><c>cross-dataset</c>.</summary>
    public sealed record CrossDataset : PairFilter
    {
        /// <inheritdoc/>
        public override bool Allows(Endpoint source, Endpoint target) => source.Dataset.Text != target.Dataset.Text;
    }

    /// <summary><c>same-optimizer</c>.</summary>
    public sealed record SameOptimizer : PairFilter
    {
        /// <inheritdoc/>
        public override bool Allows(Endpoint source, Endpoint target) => source.Optimizer == target.Optimizer;
    }

    /// <summary><c>cross-optimizer</c>.</summary>
    public sealed record CrossOptimizer : PairFilter
    {
        /// <inheritdoc/>
        public override bool Allows(Endpoint source, Endpoint target) => source.Optimizer != target.Optimizer;
    }

    /// <summary><c>{except: {source: .., target: ..}}</c>: pairs that match both sides are left out.</summary>
    public sealed record Except(EndpointMatch Source, EndpointMatch Target) : PairFilter
    {
        /// <inheritdoc/>
        public override bool Allows(Endpoint source, Endpoint target) => !(Source.Matches(source) && Target.Matches(target));
    }

    /// <summary><c>{only: {source: .., target: ..}}</c>: pairs that do not match both sides are left out.</summary>
    public sealed record Only(EndpointMatch Source, EndpointMatch Target) : PairFilter
    {
        /// <inheritdoc/>
        public override bool Allows(Endpoint source, Endpoint target) => Source.Matches(source) && Target.Matches(target);
    }
}
