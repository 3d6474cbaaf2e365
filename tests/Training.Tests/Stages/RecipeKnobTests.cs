using System.Collections.Immutable;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;
using static TorchSharp.torch;

namespace Sweeper.Training.Tests.Stages;

/// <summary>What the knobs of a recipe do to a training.</summary>
public class RecipeKnobTests
{
    private static readonly OptimizerSpec Plain = new(OptimizerKind.Sgd, 1);

    private readonly SyntheticData _data = new();
    private readonly MemoryBlobs _blobs = new();

    // One step of plain SGD at rate 1: the weights' change is the gradient.
    [Theory]
    [InlineData("lenet-300-100", 1)]
    [InlineData("lenet-300-100", 7)]
    [InlineData("lenet-300-100", 32)]
    [InlineData("conv-2", 5)]
    public void Parts_of_a_batch_add_up_to_its_gradient_and_its_loss(string model, int part)
    {
        var whole = Step(model, recipe => recipe);
        var parted = Step(model, recipe => recipe with { MicroBatchSize = part });
        Assert.Equal(whole.Loss, parted.Loss, 1e-5);
        foreach (var (name, expected) in whole.Weights)
        {
            var actual = parted.Weights[name];
            for (var i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], actual.Values[i], 2e-6 * Math.Max(1, Math.Abs(expected.Values[i])));
        }
        // Near is not alike: the sums have another order.
        if (part < 32) Assert.NotEqual(whole.State, parted.State);
        else Assert.Equal(whole.State, parted.State);
    }

    [Fact]
    public void Batch_norm_sees_a_part_at_a_time()
    {
        var whole = Step("conv-2", recipe => recipe, batchNorm: true);
        var parted = Step("conv-2", recipe => recipe with { MicroBatchSize = 8 }, batchNorm: true);
        Assert.True(Math.Abs(whole.Loss - parted.Loss) > 1e-3);
    }

    [Fact]
    public void A_dropped_last_batch_is_left_out_and_all_else_is_as_before()
    {
        // 200 images in batches of 32: six whole ones, and one of eight.
        var spec = Trainings.Dense(optimizer: Plain with { Lr = 0.05 });
        var dropped = Run(spec with { Recipe = spec.Recipe with { DropLast = true } });
        Assert.Equal(12, dropped.Steps);
        Assert.Equal(14, Run(spec).Steps);
        var epoch = Run(spec with { Recipe = spec.Recipe with { DropLast = true, Length = Duration.Epochs(1) } });
        Assert.Equal(Run(spec with { Recipe = spec.Recipe with { Length = Duration.Steps(6) } }).FinalState, epoch.FinalState);
    }

    // Szegedy et al. 2016, section 7: the label's probability is 1 - e + e/K, that of any other class e/K.
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.75)]
    public void Smoothed_labels_give_the_loss_of_the_formula(double smoothing)
    {
        var data = new SyntheticData(train: 32).Load(new DatasetRef("patterns"));
        using var network = new Network(ModelCatalog.Build(new("lenet-300-100"), data.Train.Geometry, data.Classes));
        var spec = Trainings.Dense();
        StageStart.Prepare(network, spec, ImmutableDictionary<ArtifactKey, Digest>.Empty, _blobs);
        using var scope = NewDisposeScope();
        // SyntheticData's constants are 0.5 and 0.25.
        var pixels = Enumerable.Range(0, 32).SelectMany(i => data.Train.Image(i).ToArray()).Select(pixel => ((pixel / 255f) - 0.5f) / 0.25f).ToArray();
        var logs = network.Forward(tensor(pixels).reshape(32, 1, 8, 8), training: true).to(float64).log_softmax(1);
        double expected = 0;
        for (var i = 0; i < 32; i++)
        {
            for (var k = 0; k < 4; k++)
            {
                // Its images have the labels 0, 1, 2, 3, 0, ...
                var probability = (smoothing / 4) + (k == i % 4 ? 1 - smoothing : 0);
                expected -= probability * logs[i, k].item<double>() / 32;
            }
        }
        Assert.Equal(expected, Step("lenet-300-100", recipe => recipe with { LabelSmoothing = smoothing }).Loss, 1e-5);
    }

    [Theory]
    [InlineData("lenet-300-100", OptimizerKind.Sgd)]
    [InlineData("lenet-300-100", OptimizerKind.Adam)]
    [InlineData("conv-2", OptimizerKind.Sgd)]
    [InlineData("lenet-300-100", OptimizerKind.AdamW)]
    public void With_its_moments_a_training_resumed_at_a_rewind_point_is_the_training_that_was_never_left(string model, OptimizerKind kind)
    {
        var optimizer = kind == OptimizerKind.Sgd ? Trainings.Sgd with { Nesterov = true } : new OptimizerSpec(kind, 1e-3) { WeightDecay = 0.01 };
        var spec = Trainings.Dense(model, optimizer, batchNorm: model == "conv-2");
        var key = spec.ComputeKey();
        var outputs = new StageOutputs { Rewinds = [new(RewindOutput.KeyOf(key, 5), 5)], OptimizerStates = [new(OptimizerOutput.KeyOf(key, 5), 5)] };
        var first = Trainings.Run(_data, _blobs, Trainings.Order(spec, outputs));
        Assert.Equal([ArtifactKind.Weights, ArtifactKind.OptimizerState], first.Artifacts.Select(artifact => artifact.Kind));
        Assert.Equal(outputs.OptimizerStates[0].Key, first.Artifacts[1].Key);
        var inputs = first.Artifacts.ToImmutableDictionary(artifact => artifact.Key, artifact => artifact.Digest);
        var ticket = new StartingState.Winning(null, outputs.Rewinds[0].Key, HeadStart.Kept);
        var rewound = spec with { Start = ticket with { OptimizerState = outputs.OptimizerStates[0].Key }, FirstStep = 5 };
        Assert.Equal(first.FinalState, Trainings.Run(_data, _blobs, Trainings.Order(rewound, inputs: inputs)).FinalState);
        var fresh = spec with { Start = ticket, FirstStep = 5 };
        Assert.NotEqual(first.FinalState, Trainings.Run(_data, _blobs, Trainings.Order(fresh, inputs: inputs)).FinalState);
    }

    [Fact]
    public void A_cosine_ends_with_the_smallest_steps()
    {
        // At the last step the rate is nearly 0: one step less ends nearly in the same weights, with a constant rate it does not.
        Assert.True(LastMove(Plain with { Lr = 0.1, Schedule = RateSchedule.Cosine }) < 0.1 * LastMove(Plain with { Lr = 0.1 }));
    }

    private double LastMove(OptimizerSpec optimizer)
    {
        var spec = Trainings.Dense(optimizer: optimizer);
        var key = spec.ComputeKey();
        var outputs = new StageOutputs { Rewinds = [new(RewindOutput.KeyOf(key, 13), 13)], Final = ArtifactKey.Of("final") };
        var weights = Trainings.Run(_data, _blobs, Trainings.Order(spec, outputs)).Artifacts
            .Select(artifact => SafeTensors.Read(_blobs.Get(artifact.Digest))["fc1.weight"].Values).ToList();
        return Math.Sqrt(weights[0].Zip(weights[1]).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
    }

    private StageResult Run(StageSpec spec) => Trainings.Run(_data, _blobs, Trainings.Order(spec));

    private (double Loss, Digest State, Dictionary<string, SafeTensors.Entry> Weights) Step(string model, Func<Recipe, Recipe> change, bool batchNorm = false)
    {
        var spec = Trainings.Dense(model, Plain, batchNorm: batchNorm);
        spec = spec with { Recipe = change(spec.Recipe with { Length = Duration.Epochs(1) }) };
        var result = Trainings.Run(new SyntheticData(train: 32), _blobs, Trainings.Order(spec, new StageOutputs { Final = ArtifactKey.Of("final") }));
        Assert.Equal(1, result.Steps);
        return (result.EpochLosses.Single(), result.FinalState, SafeTensors.Read(_blobs.Get(result.Artifacts.Single().Digest)));
    }
}
