using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sweeper.Training.Tests.Models;

public class NetworkTests
{
    [Fact]
    public void Training_computes_what_TorchSharps_own_modules_compute_gradients_and_statistics_too()
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        var (network, reference) = Pair();
        using var images = randn(5, 3, 9, 9, generator: Seeded());
        using var labels = tensor(new long[] { 0, 3, 1, 2, 4 });
        // Twice: gradients add up, statistics move on.
        for (var pass = 0; pass < 2; pass++)
        {
            var (ours, theirs) = (network.Forward(images, training: true), reference.forward(images));
            Same(theirs, ours);
            functional.cross_entropy(ours, labels).backward();
            functional.cross_entropy(theirs, labels).backward();
        }
        var parameters = reference.named_parameters().ToDictionary(named => named.name, named => named.parameter);
        Assert.Equal(network.Architecture.Parameters.Length, parameters.Count);
        foreach (var slot in network.Architecture.Parameters)
        {
            var gradient = parameters[slot.Name].grad!;
            // A bias before batch norm has none.
            Assert.True(gradient.abs().max().item<float>() > 1e-4f || slot.Name is "features.0.bias" or "features.4.bias", slot.Name);
            Same(gradient.flatten(), tensor(network.Gradients.Values.Slice(slot.Offset, slot.Length).ToArray()));
        }
        foreach (var slot in network.Architecture.Buffers)
            Same(Buffer(reference, slot.Name), tensor(network.Values(slot).ToArray()));
    }

    [Fact]
    public void Evaluation_uses_the_running_statistics_and_leaves_them()
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        var (network, reference) = Pair();
        using var images = randn(5, 3, 9, 9, generator: Seeded());
        network.Forward(images, training: true);
        reference.forward(images);
        reference.eval();
        var before = network.Statistics.ToArray();
        using var others = randn(4, 3, 9, 9, generator: Seeded(2)) * 3;
        Same(reference.forward(others), network.Forward(others, training: false));
        Assert.Equal(before, network.Statistics);
    }

    [Fact]
    public void The_first_running_statistics_are_a_tenth_of_the_batchs()
    {
        using var scope = NewDisposeScope();
        var (network, _) = Pair();
        using var images = randn(5, 3, 9, 9, generator: Seeded());
        network.Forward(images, training: true);
        var (conv, bias) = (network.Architecture.Parameters[0], network.Architecture.Parameters[1]);
        var kernel = tensor(network.Values(conv).ToArray()).view([.. conv.Shape]);
        var activations = functional.conv2d(images, kernel, tensor(network.Values(bias).ToArray()), padding: [1, 1]);
        var (mean, variance) = (activations.mean([0, 2, 3]), activations.transpose(0, 1).flatten(1).var(1, unbiased: true));
        Same(mean * 0.1, tensor(network.Values(network.Architecture.Buffers[0]).ToArray()));
        Same(variance * 0.1 + 0.9, tensor(network.Values(network.Architecture.Buffers[1]).ToArray()));
    }

    [Fact]
    public void Global_average_pooling_is_the_mean_over_the_image()
    {
        using var scope = NewDisposeScope();
        var architecture = new Architecture([new Layer.GlobalAveragePool(), new Layer.Linear("classifier", 3, 2)], new(3, 4, 5), 2, Initialisation.XavierNormal);
        using var network = new Network(architecture);
        new float[] { 1, 0, 0, 0, 1, 10 }.CopyTo(network.Values(architecture.Parameters[0]));
        using var images = arange(60, dtype: float32).view(1, 3, 4, 5);
        Assert.Equal([9.5f, 29.5f + 495f], network.Forward(images, training: false).data<float>().ToArray());
    }

    [Fact]
    public void A_new_network_is_zero_with_statistics_at_their_start()
    {
        using var network = new Network(ModelCatalog.Build(new ModelSpec("conv-2") { BatchNorm = true }, new(1, 4, 4), 3));
        Assert.All(network.Weights.Values.ToArray(), value => Assert.Equal(0f, value));
        Assert.All(network.Architecture.Buffers, slot =>
            Assert.All(network.Values(slot).ToArray(), value => Assert.Equal(slot.Name.EndsWith("running_var", StringComparison.Ordinal) ? 1f : 0f, value)));
    }

    [Fact]
    public void Gaps_of_the_flat_buffers_stay_zero_in_a_backward_pass()
    {
        using var scope = NewDisposeScope();
        var (network, _) = Pair();
        functional.cross_entropy(network.Forward(ones(2, 3, 9, 9), training: true), zeros(2, int64)).backward();
        var used = network.Architecture.Parameters.SelectMany(slot => Enumerable.Range(slot.Offset, slot.Length)).ToHashSet();
        Assert.NotEqual(network.Gradients.Length, used.Count);
        Assert.All(Enumerable.Range(0, network.Gradients.Length).Where(i => !used.Contains(i)), i => Assert.Equal(0f, network.Gradients.Values[i]));
    }

    // Every kind of layer but the global pool, at sizes that leave remainders.
    private static (Network Ours, TorchSharp.Modules.Sequential Theirs) Pair()
    {
        Layer[] layers =
        [
            new Layer.Conv("features.0", 3, 6, Kernel: 3, Stride: 1, Padding: 1), new Layer.BatchNorm("features.1", 6), new Layer.Relu(), new Layer.MaxPool(2),
            new Layer.Conv("features.4", 6, 5, Kernel: 3, Stride: 2, Padding: 1), new Layer.BatchNorm("features.5", 5), new Layer.Relu(),
            new Layer.Flatten(), new Layer.Linear("classifier.0", 20, 9), new Layer.Relu(), new Layer.Linear("classifier.2", 9, 5),
        ];
        var network = new Network(new Architecture(layers, new ImageGeometry(3, 9, 9), 5, Initialisation.KaimingNormal));
        foreach (var slot in network.Architecture.Parameters)
            InitialWeights.Fill(slot, slot.Role == ParameterRole.Weight ? Initialisation.KaimingNormal : Initialisation.XavierNormal, 0, "init/", network.Values(slot));
        // Scales and shifts away from 1 and 0, so that a missing one shows.
        foreach (var slot in network.Architecture.Parameters.Where(slot => slot.Shape.Length == 1))
            for (var i = 0; i < slot.Length; i++) network.Values(slot)[i] += 0.03f * (i + 1);
        var features = Sequential(
            ("0", Conv2d(3, 6, 3, padding: 1)), ("1", BatchNorm2d(6)), ("2", ReLU()), ("3", MaxPool2d(2)),
            ("4", Conv2d(6, 5, 3, stride: 2, padding: 1)), ("5", BatchNorm2d(5)), ("6", ReLU()));
        var classifier = Sequential(("0", Linear(20, 9)), ("1", ReLU()), ("2", Linear(9, 5)));
        var theirs = Sequential(("features", features), ("flatten", Flatten()), ("classifier", classifier));
        using var noGradients = no_grad();
        var parameters = theirs.named_parameters().ToDictionary(named => named.name, named => named.parameter);
        foreach (var slot in network.Architecture.Parameters)
            parameters[slot.Name].copy_(tensor(network.Values(slot).ToArray()).view([.. slot.Shape]));
        theirs.train();
        return (network, theirs);
    }

    private static Generator Seeded(ulong seed = 1) => new Generator(seed, CPU);

    private static Tensor Buffer(Module module, string name) => module.named_buffers().Single(named => named.name == name).buffer;

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(allclose(actual, expected, rtol: 1e-5, atol: 1e-6), $"they differ by up to {(actual - expected).abs().max().item<float>()}");
    }
}
