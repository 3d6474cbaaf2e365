using CsCheck;
using Sweeper.Actors.Derived;
using Sweeper.Training.Pruning;

namespace Sweeper.Actors.Tests.Derived;

public class MaskOverlapTests
{
    [Fact]
    public void Overlap_is_counted_over_the_network_and_chance_by_layer()
    {
        // Layers of 4 and 2 weights: 1100 10 and 1010 11.
        var overlap = MaskOverlap.Of(Mask([4, 2], "110010"), Mask([4, 2], "101011"));
        Assert.Equal((3L, 4L, 2L), (overlap.First, overlap.Second, overlap.Shared));
        Assert.Equal(2 * 2 / 4.0 + 1 * 2 / 2.0, overlap.Expected);
        Assert.Equal(2 / 5.0, overlap.Jaccard);
        Assert.Equal(1, overlap.OverChance);
    }

    [Fact]
    public void Masks_without_a_weight_are_equal_and_nothing_is_expected_of_them()
    {
        var overlap = MaskOverlap.Of(Mask([3], "000"), Mask([3], "000"));
        Assert.Equal(1, overlap.Jaccard);
        Assert.Null(overlap.OverChance);
    }

    [Fact]
    public void Masks_of_other_networks_are_refused() =>
        Assert.Throws<InvalidDataException>(() => MaskOverlap.Of(Mask([2, 1], "111"), Mask([1, 2], "111")));

    [Fact]
    public void Weights_are_counted_in_any_stretch_of_a_mask() => Gen.Bool.Array[1, 300].SelectMany(bits => Gen.Int[0, bits.Length].SelectMany(start => Gen.Int[0, bits.Length - start].Select(length => (bits, start, length))))
        .Sample(each => Assert.Equal(each.bits.Skip(each.start).Take(each.length).Count(bit => bit),
            MaskOverlap.Alive(Training.Pruning.Mask.Where([new MaskPart("w", each.bits.Length)], each.bits), each.start, each.length)), iter: 2000);

    [Fact]
    public void Layers_are_averaged_over_seeds_and_compared_between_scopes()
    {
        var one = LayerShares.MeanOf([LayerShares.Of(Mask([4, 2], "110010")), LayerShares.Of(Mask([4, 2], "111100"))]);
        Assert.Equal([0.75, 0.25], one.Density);
        Assert.Equal(2, one.Seeds);
        var other = LayerShares.Of(Mask([4, 2], "110011"));
        // Pruned: a quarter over a half; three quarters over nothing.
        Assert.Equal([0.5, null], one.PrunedOver(other));
    }

    private static Mask Mask(int[] layers, string bits) =>
        Training.Pruning.Mask.Where([.. layers.Select((length, i) => new MaskPart($"layer{i}", length))], [.. bits.Select(bit => bit == '1')]);
}
