using CsCheck;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tests.Pruning;

public class MaskTests
{
    [Fact]
    public void A_mask_is_the_bits_that_it_was_made_of() => SmallNet.Any.Sample(net =>
    {
        var mask = net.Mask;
        Assert.Equal(net.Alive.Length, mask.Length);
        Assert.Equal(net.Alive.Count(alive => alive), mask.Alive);
        Assert.Equal(net.Alive, mask.ToArray());
        for (var i = 0; i < net.Alive.Length; i++)
        {
            Assert.Equal(net.Alive[i], mask[i]);
            Assert.Equal(net.Alive[i] ? 1UL : 0UL, mask.Bits[i / 64] >> (i % 64) & 1);
        }
        Assert.Equal(mask.ToArray(), Mask.FromBits(net.Parts, mask.Bits.ToArray()).ToArray());
    });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    [InlineData(64, 0)]
    [InlineData(64, 2)]
    [InlineData(65, 1)]
    public void Another_number_of_words_is_refused(int length, int words) =>
        Assert.Throws<InvalidDataException>(() => Mask.FromBits([new("a", length)], new ulong[words]));

    [Theory]
    [InlineData(1, 0b10UL)]
    [InlineData(63, 1UL << 63)]
    [InlineData(40, ulong.MaxValue)]
    public void Bits_past_the_end_are_refused(int length, ulong word) =>
        Assert.Throws<InvalidDataException>(() => Mask.FromBits([new("a", length)], [word]));

    [Fact]
    public void Every_bit_up_to_the_end_is_allowed()
    {
        Assert.Equal(63, Mask.FromBits([new("a", 60), new("b", 3)], [ulong.MaxValue >> 1]).Alive);
        Assert.Equal(64, Mask.FromBits([new("a", 64)], [ulong.MaxValue]).Alive);
        Assert.Equal(0, Mask.FromBits([], []).Length);
    }

    [Fact]
    public void One_value_a_weight_is_needed() => Assert.Throws<ArgumentException>(() => Mask.Where([new("a", 3)], [true, true]));

    [Fact]
    public void The_mask_of_a_dense_network_covers_the_kernels_and_the_classifier_if_asked()
    {
        var conv = ModelCatalog.Build(new("conv-2") { BatchNorm = true }, new(1, 4, 4), 3);
        var (without, with) = (Mask.Ones(conv, PrunedTensors.Default), Mask.Ones(conv, PrunedTensors.All));
        Assert.Equal(["features.0.weight", "features.3.weight", "classifier.0.weight", "classifier.2.weight"], without.Parts.Select(part => part.Name));
        Assert.Equal([576, 36864, 65536, 65536], without.Parts.Select(part => part.Length));
        Assert.Equal(new MaskPart("classifier.4.weight", 768), with.Parts[^1]);
        Assert.Equal(without.Length, without.Alive);
        Assert.Equal(without.Length + 768, with.Alive);
    }

    [Fact]
    public void What_a_mask_was_made_from_can_change_without_it()
    {
        bool[] alive = [true, false];
        var mask = Mask.Where([new("a", 2)], alive);
        alive[0] = false;
        mask.ToArray()[1] = true;
        Assert.Equal([true, false], mask.ToArray());
        ulong[] bits = [1];
        mask = Mask.FromBits([new("a", 2)], bits);
        bits[0] = 2;
        Assert.Equal([true, false], mask.ToArray());
    }
}
