using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;

namespace Sweeper.Training.Tests.Recipes;

/// <summary>The optimizer of GPUs, as torch's operations on the processor: the same updates as the single pass, but for the last digits.</summary>
public class DeviceOptimizerTests
{
    public static TheoryData<OptimizerSpec> Specs =>
    [
        new OptimizerSpec(OptimizerKind.Sgd, 0.1) { Momentum = 0.9, WeightDecay = 0.01 },
        new OptimizerSpec(OptimizerKind.Sgd, 0.1) { Momentum = 0.9, Nesterov = true },
        new OptimizerSpec(OptimizerKind.Sgd, 0.1) { WeightDecay = 0.1, DecayBnAndBias = false },
        new OptimizerSpec(OptimizerKind.Adam, 0.01) { WeightDecay = 0.01 },
        new OptimizerSpec(OptimizerKind.AdamW, 0.01) { WeightDecay = 0.1, DecayBnAndBias = false },
    ];

    [Theory, MemberData(nameof(Specs))]
    public void It_does_what_the_single_pass_does(OptimizerSpec spec)
    {
        using Network one = Filled(), other = Filled();
        var mask = Enumerable.Range(0, one.Weights.Length).Select(i => i % 3 == 0 ? 0f : 1f).ToArray();
        using var pass = FlatOptimizer.For(spec, one, mask);
        using var operations = new DeviceOptimizer(spec, other, mask);
        Step(pass, one, 1, 4);
        Step(operations, other, 1, 4);
        AssertClose(one.Weights.Values, other.Weights.Values);
        Assert.All(other.Gradients.Values.ToArray(), gradient => Assert.Equal(0f, gradient));

        // From the other's moments it goes on as the other does.
        using Network again = Filled();
        one.Weights.Values.CopyTo(again.Weights.Values);
        using var resumed = new DeviceOptimizer(spec, again, mask);
        resumed.Restore(pass.Moments(), pass.Steps);
        Step(pass, one, 5, 6);
        Step(resumed, again, 5, 6);
        AssertClose(one.Weights.Values, again.Weights.Values);
        Assert.Equal(pass.Moments().Keys.Order(), resumed.Moments().Keys.Order());
    }

    private static void Step(FlatOptimizer optimizer, Network network, int first, int last)
    {
        for (var step = first; step <= last; step++)
        {
            var draw = new Draw(step, "test/gradients");
            foreach (ref var gradient in network.Gradients.Values) gradient = (float)draw.Normal();
            optimizer.Step(0.1 / step);
        }
    }

    private static Network Filled()
    {
        var network = new Network(ModelCatalog.Build(new ModelSpec("conv-2") { BatchNorm = true }, new(1, 4, 4), 3));
        var draw = new Draw(0, "test/weights");
        foreach (ref var weight in network.Weights.Values) weight = (float)draw.Normal();
        return network;
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])), $"{i}: {expected[i]} and {actual[i]}");
    }
}
