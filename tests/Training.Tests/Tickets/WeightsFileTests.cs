using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Tickets;

public class WeightsFileTests
{
    private static Network Conv(int classes = 3, bool batchNorm = true, int side = 4) =>
        new(ModelCatalog.Build(new ModelSpec("conv-2") { BatchNorm = batchNorm }, new(1, side, side), classes));

    private static Network Filled(int classes = 3)
    {
        var network = Conv(classes);
        var draw = new Draw(classes, "test/weights");
        foreach (var slot in network.Architecture.Parameters)
            foreach (ref var value in network.Values(slot)) value = (float)draw.Normal();
        foreach (var slot in network.Architecture.Buffers)
            foreach (ref var value in network.Values(slot)) value = (float)draw.Uniform();
        return network;
    }

    [Fact]
    public void A_network_is_restored_exactly_statistics_too()
    {
        using var saved = Filled();
        using var restored = Conv();
        WeightsFile.Read(WeightsFile.Write(saved), restored, skipHead: false);
        Assert.Equal(saved.Weights.Values, restored.Weights.Values);
        Assert.Equal(saved.Statistics, restored.Statistics);
        Assert.Equal(WeightsFile.Write(saved), WeightsFile.Write(restored));
    }

    [Fact]
    public void The_file_holds_every_tensor_under_its_name_in_its_shape()
    {
        using var network = Filled();
        var tensors = SafeTensors.Read(WeightsFile.Write(network));
        var (parameters, buffers) = (network.Architecture.Parameters, network.Architecture.Buffers);
        Assert.Equal(parameters.Select(slot => slot.Name).Concat(buffers.Select(slot => slot.Name)).Order(), tensors.Keys.Order());
        Assert.All(parameters, slot => Assert.Equal(slot.Shape, tensors[slot.Name].Shape));
        Assert.All(parameters, slot => Assert.Equal(network.Values(slot).ToArray(), tensors[slot.Name].Values));
        Assert.All(buffers, slot => Assert.Equal(network.Values(slot).ToArray(), tensors[slot.Name].Values));
    }

    [Fact]
    public void Skipping_the_head_leaves_the_head_and_restores_all_else()
    {
        using var saved = Filled(classes: 3);
        using var target = Filled(classes: 5);
        var before = target.Architecture.Parameters.Where(slot => slot.IsHead).Select(slot => target.Values(slot).ToArray()).ToList();
        WeightsFile.Read(WeightsFile.Write(saved), target, skipHead: true);
        Assert.Equal(before, target.Architecture.Parameters.Where(slot => slot.IsHead).Select(slot => target.Values(slot).ToArray()));
        foreach (var (own, other) in saved.Architecture.Parameters.Zip(target.Architecture.Parameters).Where(pair => !pair.First.IsHead))
            Assert.Equal(saved.Values(own), target.Values(other));
        Assert.Equal(saved.Statistics, target.Statistics);
    }

    [Fact]
    public void The_state_of_another_network_is_refused()
    {
        using var saved = Filled();
        var bytes = WeightsFile.Write(saved);
        Network[] others = [Conv(classes: 4), Conv(batchNorm: false), Conv(side: 6), new(ModelCatalog.Build(new("lenet-300-100"), new(1, 4, 4), 3))];
        foreach (var other in others)
        {
            using (other) Assert.Throws<InvalidDataException>(() => WeightsFile.Read(bytes, other, skipHead: false));
        }
    }

    [Fact]
    public void A_tensor_of_as_many_values_in_another_shape_is_refused()
    {
        using var saved = Filled();
        using var other = Conv();
        var tensors = SafeTensors.Read(WeightsFile.Write(saved));
        var turned = tensors.Values.Select(tensor => tensor.Name == "classifier.4.weight" ? tensor with { Shape = [tensor.Shape[1], tensor.Shape[0]] } : tensor);
        var error = Assert.Throws<InvalidDataException>(() => WeightsFile.Read(SafeTensors.Write([.. turned]), other, skipHead: false));
        Assert.Equal("tensor classifier.4.weight is 256x3, not 3x256", error.Message);
    }

    [Fact]
    public void A_missing_statistic_is_named()
    {
        using var saved = Filled();
        using var other = Conv();
        var tensors = SafeTensors.Read(WeightsFile.Write(saved)).Values.Where(tensor => tensor.Name != "features.4.running_var");
        var error = Assert.Throws<InvalidDataException>(() => WeightsFile.Read(SafeTensors.Write([.. tensors]), other, skipHead: true));
        Assert.Contains("features.4.running_var", error.Message);
    }
}
