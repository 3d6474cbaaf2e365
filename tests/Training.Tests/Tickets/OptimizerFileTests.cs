using System.Text.RegularExpressions;
using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Tickets;

public class OptimizerFileTests
{
    public static TheoryData<OptimizerSpec, string[]> Kinds => new()
    {
        { Trainings.Sgd, ["momentum"] },
        { Trainings.Adam, ["first", "second"] },
        { new(OptimizerKind.AdamW, 1e-3) { WeightDecay = 0.01 }, ["first", "second"] },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_state_is_restored_exactly(OptimizerSpec spec, string[] names)
    {
        using var network = LeNet(4);
        var saved = Stepped(spec, network, steps: 3);
        var restored = FlatOptimizer.For(spec, network, null);
        OptimizerFile.Read(OptimizerFile.Write(saved, network.Architecture), restored, network.Architecture, skipHead: false);
        Assert.Equal(3, restored.Steps);
        Assert.Equal(names, restored.Moments().Keys.Order());
        foreach (var slot in network.Architecture.Parameters)
            foreach (var name in names) Assert.Equal(Of(saved, name, slot), Of(restored, name, slot));
        Assert.Equal(OptimizerFile.Write(saved, network.Architecture), OptimizerFile.Write(restored, network.Architecture));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_file_names_every_moment_of_every_tensor_in_its_shape(OptimizerSpec spec, string[] names)
    {
        using var network = LeNet(4);
        var tensors = SafeTensors.Read(OptimizerFile.Write(Stepped(spec, network, steps: 2), network.Architecture));
        var expected = names.SelectMany(name => network.Architecture.Parameters.Select(slot => $"{name}.{slot.Name}")).Append("steps");
        Assert.Equal(expected.Order(), tensors.Keys.Order());
        Assert.Equal([2f], tensors["steps"].Values);
        foreach (var slot in network.Architecture.Parameters) Assert.Equal(slot.Shape, tensors[$"{names[0]}.{slot.Name}"].Shape);
    }

    [Fact]
    public void A_head_of_another_size_is_skipped_and_its_moments_are_0()
    {
        using var source = LeNet(6);
        using var target = LeNet(4);
        var saved = Stepped(Trainings.Sgd, source, steps: 1);
        var restored = FlatOptimizer.For(Trainings.Sgd, target, null);
        OptimizerFile.Read(OptimizerFile.Write(saved, source.Architecture), restored, target.Architecture, skipHead: true);
        foreach (var (own, slot) in source.Architecture.Parameters.Zip(target.Architecture.Parameters))
            Assert.Equal(slot.IsHead ? new float[slot.Length] : Of(saved, "momentum", own), Of(restored, "momentum", slot));
    }

    [Fact]
    public void The_state_of_another_kind_of_optimizer_or_another_network_is_refused()
    {
        using var small = LeNet(4);
        using var large = LeNet(6);
        var (sgd, adam) = (Stepped(Trainings.Sgd, small, 1), Stepped(Trainings.Adam, small, 1));
        Refused(OptimizerFile.Write(sgd, small.Architecture), FlatOptimizer.For(Trainings.Adam, small, null), small, "first.fc1.weight");
        Refused(OptimizerFile.Write(adam, small.Architecture), FlatOptimizer.For(Trainings.Sgd, small, null), small, "momentum.fc1.weight");
        Refused(OptimizerFile.Write(sgd, small.Architecture), FlatOptimizer.For(Trainings.Sgd, large, null), large, "momentum.fc3.weight of 600 values");
        Refused(WeightsFile.Write(small), FlatOptimizer.For(Trainings.Sgd, small, null), small, "momentum.fc1.weight");
    }

    [Theory]
    [InlineData]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(1.5f)]
    [InlineData(1e30f)]
    [InlineData(3f, 4f)]
    public void A_number_of_updates_that_is_none_is_refused(params float[] steps)
    {
        using var network = LeNet(4);
        var tensors = SafeTensors.Read(OptimizerFile.Write(Stepped(Trainings.Sgd, network, 1), network.Architecture));
        tensors["steps"] = new("steps", [steps.Length], steps);
        Refused(SafeTensors.Write([.. tensors.Values]), FlatOptimizer.For(Trainings.Sgd, network, null), network, "steps");
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_no_other_way()
    {
        using var network = LeNet(4);
        var bytes = OptimizerFile.Write(Stepped(Trainings.Sgd, network, 1), network.Architecture);
        foreach (var length in new[] { 0, 7, 8, 100, bytes.Length - 1 })
            Assert.Throws<InvalidDataException>(() => OptimizerFile.Read(bytes.AsSpan(0, length), FlatOptimizer.For(Trainings.Sgd, network, null), network.Architecture, skipHead: false));
    }

    private static void Refused(byte[] bytes, FlatOptimizer optimizer, Network network, string tensor)
    {
        var failure = Assert.Throws<InvalidDataException>(() => OptimizerFile.Read(bytes, optimizer, network.Architecture, skipHead: false));
        Assert.Matches(Regex.Escape(tensor), failure.Message);
        Assert.Equal(0, optimizer.Steps);
    }

    private static Network LeNet(int classes) => new(ModelCatalog.Build(new("lenet-300-100"), new(1, 3, 3), classes));

    private static FlatOptimizer Stepped(OptimizerSpec spec, Network network, int steps)
    {
        var draw = new Draw(0, "test/moments");
        var optimizer = FlatOptimizer.For(spec, network, null);
        for (var step = 0; step < steps; step++)
        {
            foreach (ref var gradient in network.Gradients.Values) gradient = (float)draw.Normal();
            optimizer.Step(0.01);
        }
        return optimizer;
    }

    private static float[] Of(FlatOptimizer optimizer, string moment, ParameterSlot slot) => optimizer.Moments()[moment][slot.Offset..(slot.Offset + slot.Length)];
}
