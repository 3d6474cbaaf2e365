using System.Buffers.Binary;
using System.Text.Json;
using CsCheck;
using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Tickets;

public class TicketFileTests
{
    // Three prunable tensors with batch norm between them; the head has 5 x 64 weights.
    private static readonly Architecture Conv = ModelCatalog.Build(new ModelSpec("conv-2") { BatchNorm = true }, new(1, 4, 4), 5);

    private static readonly Gen<Mask> Masks = Gen.Select(Gen.Bool, Gen.Int[0, 1000]).Select((withHead, seed) =>
    {
        var parts = Mask.PartsOf(Conv, withHead ? PrunedTensors.All : PrunedTensors.Default);
        var draw = new Draw(seed, "test/mask");
        return Mask.Where(parts, [.. Enumerable.Range(0, parts.Sum(part => part.Length)).Select(_ => draw.Uniform() < 0.3)]);
    });

    [Fact]
    public void The_file_has_every_tensor_as_it_was_and_the_mask_of_every_prunable_one() => Masks.Sample(mask =>
    {
        using var network = Network();
        var weights = WeightsFile.Write(network);
        var (header, data) = Parse(TicketFile.Write(Conv, weights, mask, [new("round", "3")]));
        Assert.Equal("3", header.GetProperty("__metadata__").GetProperty("round").GetString());
        Assert.Equal(
            ["__metadata__", .. Conv.Parameters.Select(slot => slot.Name), .. Conv.Buffers.Select(slot => slot.Name), .. mask.Parts.Select(part => $"mask.{part.Name}")],
            header.EnumerateObject().Select(field => field.Name));
        foreach (var slot in Conv.Parameters)
        {
            var place = header.GetProperty(slot.Name);
            Assert.Equal("F32", place.GetProperty("dtype").GetString());
            Assert.Equal(slot.Shape, Numbers(place, "shape"));
            var bytes = Data(place, data);
            Assert.Equal(network.Values(slot).ToArray(), Enumerable.Range(0, slot.Length).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i))));
        }
        long position = 0;
        foreach (var part in mask.Parts)
        {
            var place = header.GetProperty($"mask.{part.Name}");
            Assert.Equal("U8", place.GetProperty("dtype").GetString());
            Assert.Equal(Numbers(header.GetProperty(part.Name), "shape"), Numbers(place, "shape"));
            Assert.All(Data(place, data), value => Assert.Equal(mask[position++] ? 1 : 0, value));
        }
        Assert.Equal(mask.Length, position);
    }, iter: 20);

    [Fact]
    public void The_mask_or_weights_of_another_network_are_refused()
    {
        using var network = Network();
        var weights = WeightsFile.Write(network);
        var other = ModelCatalog.Build(new ModelSpec("conv-2") { BatchNorm = true }, new(1, 4, 4), 7);
        Assert.Throws<InvalidDataException>(() => TicketFile.Write(other, weights, Mask.Ones(other, PrunedTensors.Default), []));
        Assert.Throws<InvalidDataException>(() => TicketFile.Write(Conv, weights, Mask.Ones(other, PrunedTensors.All), []));
        Assert.Throws<InvalidDataException>(() => TicketFile.Write(Conv, weights, Mask.Where([new("nowhere.weight", 1)], [true]), []));
    }

    [Fact]
    public void Density_counts_the_living_weights_of_each_tensor() => Masks.Sample(mask =>
    {
        var layers = LayerDensity.Of(mask, Conv);
        Assert.Equal(mask.Parts.Select(part => (part.Name, part.Length)), layers.Select(layer => (layer.Name, layer.Weights)));
        Assert.Equal(mask.Alive, layers.Sum(layer => layer.Left));
        var alive = mask.ToArray();
        var start = 0;
        foreach (var layer in layers)
        {
            Assert.Equal(alive.AsSpan(start, layer.Weights).Count(true), layer.Left);
            Assert.Equal((double)layer.Left / layer.Weights, layer.Density);
            start += layer.Weights;
        }
    });

    private static Network Network()
    {
        var network = new Network(Conv);
        var draw = new Draw(7, "test/weights");
        foreach (var slot in Conv.Parameters)
            foreach (ref var value in network.Values(slot)) value = (float)draw.Normal();
        return network;
    }

    private static (JsonElement Header, byte[] Data) Parse(byte[] file)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        return (JsonDocument.Parse(file.AsMemory(8, length)).RootElement, file[(8 + length)..]);
    }

    private static byte[] Data(JsonElement place, byte[] data) => Numbers(place, "data_offsets") is [var begin, var end] ? data[(int)begin..(int)end] : [];

    private static long[] Numbers(JsonElement place, string name) => [.. place.GetProperty(name).EnumerateArray().Select(number => number.GetInt64())];
}
