using System.Collections.Immutable;
using CsCheck;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tests.Pruning;

/// <summary>A few tensors with a mask and weights, many of equal magnitude.</summary>
internal sealed record SmallNet(int[] Lengths, float[] Weights, bool[] Alive)
{
    public static readonly Gen<SmallNet> Any =
        from lengths in Gen.Int[0, 90].Array[1, 5]
        from weights in Weight.Array[lengths.Sum()]
        from alive in Gen.Int[0, 9].Array[lengths.Sum()]
        select new SmallNet(lengths, weights, [.. alive.Select(value => value > 2)]);

    public static readonly Gen<decimal> Fraction = Gen.OneOf(
        Gen.Int[1, 99].Select(percent => percent / 100m),
        Gen.Int[1, 999_999].Select(parts => parts / 1_000_000m),
        Gen.OneOfConst(0.2m, 0.5m, 1m / 3m, 0.1m, 0.0001m, 0.9999m));

    public ImmutableArray<MaskPart> Parts => [.. Lengths.Select((length, i) => new MaskPart($"layer{i}.weight", length))];

    public Mask Mask => Mask.Where(Parts, Alive);

    // Continuous, few values, and the edges: both zeros, subnormals, the largest.
    private static Gen<float> Weight => Gen.OneOf(
        Gen.Double[-1, 1].Select(value => (float)value),
        Gen.Int[-3, 3].Select(value => value * 0.25f),
        Gen.OneOfConst(0f, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1e-40f));
}
