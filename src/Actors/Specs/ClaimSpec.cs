using System.Collections.Immutable;

namespace Sweeper.Actors.Specs;

/// <summary>A contrast that the sweep's numbers shall decide.</summary>
public sealed record ClaimSpec
{
    /// <summary>The claim in words.</summary>
    public required string Name { get; init; }

    /// <summary>The cells said to be higher, lower or equal.</summary>
    public required ClaimArm Compare { get; init; }

    /// <summary>The cells they are compared with.</summary>
    public required ClaimArm Against { get; init; }

    /// <summary>Targets averaged over, as <see cref="DatasetMatch"/> reads them; empty is all.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Rounds averaged over; empty is all evaluated rounds.</summary>
    public ImmutableArray<int> Rounds { get; init; } = [];

    /// <summary>What is expected of compare - against.</summary>
    public required ClaimExpectation Expect { get; init; }

    /// <summary>For not-lower and equal: the margin in points, above 0.</summary>
    public double? Margin { get; init; }
}
