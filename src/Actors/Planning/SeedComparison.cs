using System.Collections.Immutable;

namespace Sweeper.Actors.Planning;

/// <summary>Groups that get further seeds together, and only together, so that no side of a comparison has more than the other.</summary>
/// <param name="Name">Of what, for people: <c>claim 'tickets transfer'</c>, <c>target mnist/sgd of lenet-300-100</c>.</param>
/// <param name="Claim">The claim that they decide; null where it is every row of a target.</param>
/// <param name="Groups">The groups, none twice; none where a claim has nothing to compare.</param>
public sealed record SeedComparison(string Name, ClaimCells? Claim, ImmutableArray<CellGroup> Groups)
{
    /// <summary>The comparison that a claim makes.</summary>
    public static SeedComparison Of(ClaimCells cells) => new($"claim '{cells.Claim.Name}'", cells, [.. cells.Groups]);
}
