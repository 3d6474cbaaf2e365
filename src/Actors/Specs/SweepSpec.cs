using System.Collections.Immutable;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;

namespace Sweeper.Actors.Specs;

/// <summary>One sweep as its author means it: every default filled in, every value checked. Read from YAML by the host.</summary>
public sealed record SweepSpec
{
    /// <summary>The sweep's name in the store: letters, digits, <c>-</c>, <c>_</c>, <c>.</c>; at most 100.</summary>
    public required string Name { get; init; }

    /// <summary>The models, at least one, none twice.</summary>
    public required ImmutableArray<ModelSpec> Models { get; init; }

    /// <summary>What every dataset is brought to.</summary>
    public InputSpec Input { get; init; } = InputSpec.Native;

    /// <summary>The seeds, ascending, at least one, none twice, each at least 0.</summary>
    public ImmutableArray<long> Seeds { get; init; } = [0, 1, 2];

    /// <summary>When comparisons stop taking further seeds of <see cref="Seeds"/>, which then are 0 .. max - 1; null where every cell has all seeds.</summary>
    public SeedRule? SeedRule { get; init; }

    /// <summary>Where tickets are found.</summary>
    public required ImmutableArray<SpecEndpoint> Sources { get; init; }

    /// <summary>Where tickets are trained.</summary>
    public required ImmutableArray<SpecEndpoint> Targets { get; init; }

    /// <summary>Which sources meet which targets: a pair is planned if every entry allows it; empty is all pairs.</summary>
    public ImmutableArray<PairFilter> Pairs { get; init; } = [];

    /// <summary>The ticket kinds, at least one, in the enum's order.</summary>
    public ImmutableArray<TicketKind> Tickets { get; init; } = [TicketKind.Winning, TicketKind.Random];

    /// <summary>How networks are pruned.</summary>
    public required PruningSpec Pruning { get; init; }

    /// <summary>The rounds that are cells, ascending, within 0 .. <see cref="PruningSpec.Rounds"/>; default is all.</summary>
    public ImmutableArray<int> EvaluatedRounds { get; init; }

    /// <summary>How networks are trained.</summary>
    public required RecipeSpec Recipe { get; init; }

    /// <summary>Exceptions to recipe and pruning; later wins.</summary>
    public ImmutableArray<OverrideSpec> Overrides { get; init; } = [];

    /// <summary>Which devices may do which trainings; later wins. Nothing of it is in a stage's key.</summary>
    public ImmutableArray<DeviceRule> Requires { get; init; } = [];

    /// <summary>What happens when trainings fail.</summary>
    public FailurePolicy OnFailure { get; init; } = new();

    /// <summary>Whether the final weights of chain stages stay in the store (<c>keep: finals</c>).</summary>
    public bool KeepFinals { get; init; }

    /// <summary>What the numbers shall decide.</summary>
    public ImmutableArray<ClaimSpec> Claims { get; init; } = [];

    /// <summary>The sweep with no more seeds than it starts with; itself where seeds are fixed.</summary>
    public SweepSpec WithFewestSeeds() => SeedRule is { } rule ? this with { Seeds = Seeds[..rule.Min], SeedRule = null } : this;

    /// <summary>The level of every interval: 95%, and with adaptive seeds so much that looking often leaves 95%.</summary>
    public double IntervalLevel => SeedRule?.Level ?? 0.95;

    /// <summary>How often the numbers of a comparison may be looked at.</summary>
    public int Looks => SeedRule?.Looks ?? 1;

    /// <summary>The rounds that are cells, whether listed or all.</summary>
    public IEnumerable<int> Rounds => EvaluatedRounds.IsDefault ? Enumerable.Range(0, Pruning.Rounds + 1) : EvaluatedRounds;
}
