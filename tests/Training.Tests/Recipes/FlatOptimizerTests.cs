using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using static TorchSharp.torch;

namespace Sweeper.Training.Tests.Recipes;

public class FlatOptimizerTests
{
    private const int Steps = 20;

    public static TheoryData<OptimizerSpec> Specs =>
    [
        new OptimizerSpec(OptimizerKind.Sgd, 0.1),
        new OptimizerSpec(OptimizerKind.Sgd, 0.1) { Momentum = 0.9 },
        new OptimizerSpec(OptimizerKind.Sgd, 0.05) { Momentum = 0.9, WeightDecay = 0.01 },
        new OptimizerSpec(OptimizerKind.Sgd, 0.05) { WeightDecay = 1e-4 },
        new OptimizerSpec(OptimizerKind.Sgd, 0.05) { Momentum = 0.9, Nesterov = true },
        new OptimizerSpec(OptimizerKind.Sgd, 0.05) { Momentum = 0.7, Nesterov = true, WeightDecay = 0.01 },
        new OptimizerSpec(OptimizerKind.AdamW, 3e-4) { WeightDecay = 0.01 },
        new OptimizerSpec(OptimizerKind.AdamW, 0.01) { Beta1 = 0.5, Beta2 = 0.9, Epsilon = 1e-3, WeightDecay = 0.3 },
        new OptimizerSpec(OptimizerKind.Adam, 3e-4),
        new OptimizerSpec(OptimizerKind.Adam, 0.01) { WeightDecay = 0.01 },
        new OptimizerSpec(OptimizerKind.Adam, 0.01) { Beta1 = 0.5, Beta2 = 0.9, Epsilon = 1e-3 },
    ];

    [Theory, MemberData(nameof(Specs))]
    public void Twenty_steps_are_those_of_torch(OptimizerSpec spec)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny();
        var draw = Fill(network);
        var parameter = nn.Parameter(tensor(network.Weights.Values.ToArray()));
        var torchs = Torchs(spec, parameter, spec.WeightDecay);
        var ours = FlatOptimizer.For(spec, network, null);
        for (var step = 0; step < Steps; step++)
        {
            var gradients = Gradients(draw, network.Weights.Length);
            gradients.CopyTo(network.Gradients.Values);
            parameter.grad = tensor(gradients);
            ours.Step(spec.Lr);
            torchs.step();
            Same(parameter.detach().data<float>().ToArray(), network.Weights.Values, 1e-6);
        }
    }

    [Theory, MemberData(nameof(Specs))]
    public void Twenty_steps_are_those_of_the_formulas_in_double_precision(OptimizerSpec spec)
    {
        using var network = Tiny();
        var draw = Fill(network);
        var w = network.Weights.Values.ToArray().Select(value => (double)value).ToArray();
        var (m, v) = (new double[w.Length], new double[w.Length]);
        var ours = FlatOptimizer.For(spec, network, null);
        for (var step = 1; step <= Steps; step++)
        {
            var rate = spec.Lr / step;
            var gradients = Gradients(draw, w.Length);
            gradients.CopyTo(network.Gradients.Values);
            ours.Step(rate);
            for (var i = 0; i < w.Length; i++)
            {
                if (spec.Kind == OptimizerKind.AdamW) w[i] -= rate * spec.WeightDecay * w[i];
                var g = spec.Kind == OptimizerKind.AdamW ? gradients[i] : gradients[i] + spec.WeightDecay * w[i];
                if (spec.Kind == OptimizerKind.Sgd)
                {
                    m[i] = spec.Momentum * m[i] + g;
                    w[i] -= rate * (spec.Nesterov ? g + spec.Momentum * m[i] : m[i]);
                    continue;
                }
                m[i] = spec.Beta1 * m[i] + (1 - spec.Beta1) * g;
                v[i] = spec.Beta2 * v[i] + (1 - spec.Beta2) * g * g;
                w[i] -= rate * (m[i] / (1 - Math.Pow(spec.Beta1, step))) / (Math.Sqrt(v[i] / (1 - Math.Pow(spec.Beta2, step))) + spec.Epsilon);
            }
        }
        Same([.. w.Select(value => (float)value)], network.Weights.Values, 2e-6);
    }

    [Theory, MemberData(nameof(Specs))]
    public void Masked_weights_stay_zero_and_the_others_do_as_without_a_mask(OptimizerSpec spec)
    {
        using var masked = Tiny();
        using var dense = Tiny();
        var (draw, _) = (Fill(masked), Fill(dense));
        var mask = Enumerable.Range(0, masked.Weights.Length).Select(i => i % 3 == 1 ? 0f : 1f).ToArray();
        for (var i = 0; i < mask.Length; i++) masked.Weights.Values[i] *= mask[i];
        var (ours, free) = (FlatOptimizer.For(spec, masked, mask), FlatOptimizer.For(spec, dense, null));
        for (var step = 0; step < Steps; step++)
        {
            var gradients = Gradients(draw, mask.Length);
            gradients.CopyTo(masked.Gradients.Values);
            gradients.CopyTo(dense.Gradients.Values);
            ours.Step(spec.Lr);
            free.Step(spec.Lr);
            for (var i = 0; i < mask.Length; i++) Assert.Equal(mask[i] == 0 ? 0f : dense.Weights.Values[i], masked.Weights.Values[i]);
        }
        Assert.NotEqual(0f, dense.Weights.Values[1]);
    }

    [Theory, MemberData(nameof(Specs))]
    public void A_step_clears_every_gradient(OptimizerSpec spec)
    {
        using var network = Tiny();
        Fill(network);
        network.Gradients.Values.Fill(1.5f);
        FlatOptimizer.For(spec, network, null).Step(0.1);
        Assert.All(network.Gradients.Values.ToArray(), gradient => Assert.Equal(0f, gradient));
    }

    // Elements past the last full vector take the scalar path: every length must give the bits that the whole buffer gives.
    [Theory, MemberData(nameof(Specs))]
    public void The_vector_path_and_the_scalar_path_agree_bit_for_bit(OptimizerSpec spec)
    {
        foreach (var length in new[] { 1, 3, 7, 13, 29, 31, 47 })
        {
            foreach (var masked in new[] { false, true })
            {
                using var whole = Tiny();
                using var part = Tiny();
                var draw = Fill(whole);
                whole.Weights.Values.CopyTo(part.Weights.Values);
                var mask = masked ? Enumerable.Range(0, whole.Weights.Length).Select(i => i % 4 == 1 ? 0f : 1f).ToArray() : null;
                var (first, second) = (FlatOptimizer.For(spec, whole, mask), FlatOptimizer.For(spec, part, mask));
                for (var step = 0; step < Steps; step++)
                {
                    var gradients = Gradients(draw, whole.Weights.Length);
                    gradients.CopyTo(whole.Gradients.Values);
                    gradients.CopyTo(part.Gradients.Values);
                    first.StepOver(whole.Weights.Length, spec.WeightDecay, spec.Lr / (step + 1));
                    second.StepOver(length, spec.WeightDecay, spec.Lr / (step + 1));
                }
                Assert.Equal(Bits(whole.Weights.Values[..length]), Bits(part.Weights.Values[..length]));
            }
        }
    }

    // PyTorch spares biases and batch norm by a parameter group of their own, without decay.
    [Theory, MemberData(nameof(Specs))]
    public void Spared_biases_and_norms_are_a_parameter_group_without_decay(OptimizerSpec spec)
    {
        using var scope = NewDisposeScope();
        using var network = new Network(new Architecture(
            [new Layer.Conv("conv", 2, 3, 3, 1, 1), new Layer.BatchNorm("norm", 3), new Layer.Relu(), new Layer.Flatten(), new Layer.Linear("fc", 3 * 5 * 5, 4)], new(2, 5, 5), 4, Initialisation.XavierNormal));
        var draw = Fill(network);
        var spared = spec with { DecayBnAndBias = false, WeightDecay = 0.1 };
        var ours = FlatOptimizer.For(spared, network, null);
        var parameters = network.Architecture.Parameters.ToDictionary(slot => slot.Name, slot => nn.Parameter(tensor(network.Values(slot).ToArray())));
        var torchs = network.Architecture.Parameters.Select(slot => Torchs(spared, parameters[slot.Name], slot.Name is "conv.weight" or "fc.weight" ? 0.1 : 0)).ToList();
        for (var step = 0; step < Steps; step++)
        {
            foreach (var slot in network.Architecture.Parameters)
            {
                var gradients = Gradients(draw, slot.Length);
                gradients.CopyTo(network.Gradients.Values[slot.Offset..]);
                parameters[slot.Name].grad = tensor(gradients);
            }
            ours.Step(spec.Lr);
            torchs.ForEach(group => group.step());
            foreach (var slot in network.Architecture.Parameters) Same(parameters[slot.Name].detach().data<float>().ToArray(), network.Values(slot), 2e-6);
        }
    }

    [Theory, MemberData(nameof(Specs))]
    public void Restored_moments_go_on_as_if_never_interrupted(OptimizerSpec spec)
    {
        using var whole = Tiny();
        using var parted = Tiny();
        var draw = Fill(whole);
        whole.Weights.Values.CopyTo(parted.Weights.Values);
        var (through, second) = (FlatOptimizer.For(spec, whole, null), FlatOptimizer.For(spec, parted, null));
        for (var step = 0; step < Steps; step++)
        {
            if (step == 7)
            {
                var first = second;
                second = FlatOptimizer.For(spec, parted, null);
                second.Restore(first.Moments().ToDictionary(moment => moment.Key, moment => moment.Value.ToArray()), first.Steps);
                Assert.Equal(7, second.Steps);
            }
            var gradients = Gradients(draw, whole.Weights.Length);
            gradients.CopyTo(whole.Gradients.Values);
            gradients.CopyTo(parted.Gradients.Values);
            through.Step(spec.Lr);
            second.Step(spec.Lr);
        }
        Assert.Equal(Bits(whole.Weights.Values), Bits(parted.Weights.Values));
    }

    [Fact]
    public void A_mask_of_another_length_is_refused()
    {
        using var network = Tiny();
        Assert.Throws<ArgumentException>(() => FlatOptimizer.For(new OptimizerSpec(OptimizerKind.Sgd, 0.1), network, new float[5]));
    }

    private static optim.Optimizer Torchs(OptimizerSpec spec, TorchSharp.Modules.Parameter parameter, double decay) => spec.Kind switch
    {
        OptimizerKind.Sgd => optim.SGD([parameter], spec.Lr, momentum: spec.Momentum, weight_decay: decay, nesterov: spec.Nesterov),
        OptimizerKind.AdamW => optim.AdamW([parameter], spec.Lr, spec.Beta1, spec.Beta2, spec.Epsilon, decay),
        _ => optim.Adam([parameter], spec.Lr, spec.Beta1, spec.Beta2, spec.Epsilon, decay),
    };

    private static Network Tiny() => new(new Architecture(
        [new Layer.Flatten(), new Layer.Linear("fc1", 13, 11), new Layer.Relu(), new Layer.Linear("fc2", 11, 3)], new(1, 1, 13), 3, Initialisation.XavierNormal));

    private static Draw Fill(Network network)
    {
        var draw = new Draw(0, "test/optimizer");
        foreach (ref var weight in network.Weights.Values) weight = (float)draw.Normal();
        return draw;
    }

    private static float[] Gradients(Draw draw, int length) => [.. Enumerable.Range(0, length).Select(_ => (float)draw.Normal())];

    private static int[] Bits(ReadOnlySpan<float> values)
    {
        var bits = new int[values.Length];
        for (var i = 0; i < bits.Length; i++) bits[i] = BitConverter.SingleToInt32Bits(values[i]);
        return bits;
    }

    // Relative to the weight, or to the size of the terms that it is the sum of where these nearly cancel.
    private static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
