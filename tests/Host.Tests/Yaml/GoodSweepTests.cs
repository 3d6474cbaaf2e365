using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Host.Tests.Yaml;

public sealed class GoodSweepTests
{
    private const string Smallest = """
        name: smallest
        models: [lenet-300-100]
        sources: [{dataset: mnist}]
        targets: [{dataset: mnist}]
        pruning: {rounds: 3}
        recipe: {epochs: 2, batch_size: 10, optimizers: {sgd: , adam: {}}}
        """;

    [Fact]
    public void What_a_file_leaves_out_has_its_default()
    {
        var spec = Sweeps.Spec(Smallest);

        Assert.Equal([0, 1, 2], spec.Seeds);
        Assert.Empty(spec.Pairs);
        Assert.Equal([TicketKind.Winning, TicketKind.Random], spec.Tickets);
        Assert.Equal([0, 1, 2, 3], spec.Rounds);
        Assert.Equal([PruningScope.Global], spec.Pruning.Scopes);
        Assert.Equal(InputSpec.Native, spec.Input);
        Assert.Equal([0.2m], spec.Pruning.Fractions);
        Assert.Equal(PrunedTensors.Default, spec.Pruning.Tensors);
        Assert.Equal((HeadMask.Dense, false, OptimizerStart.Fresh), (spec.Pruning.HeadMask, spec.Pruning.ResetNorm, spec.Pruning.OptimizerState));
        Assert.Equal((null, false, 0.0, Augmentation.None), (spec.Recipe.MicroBatchSize, spec.Recipe.DropLast, spec.Recipe.LabelSmoothing, spec.Recipe.Augmentation));
        Assert.Equal([Duration.Epochs(1)], spec.Pruning.Rewinds);
        Assert.Equal(new FailurePolicy(), spec.OnFailure);
        Assert.False(spec.KeepFinals);
        Assert.Equal(["adam", "sgd"], spec.Sources[0].Optimizers);
        Assert.Equal("sgd lr=0.1 momentum=0.9 nesterov=false weight_decay=0.0001 weight_decay_on_bn_bias=true schedule=constant warmup=0", spec.Recipe.Optimizers["sgd"].CanonicalForm);
        Assert.Equal("adam lr=0.0003 beta1=0.9 beta2=0.999 eps=1E-08 weight_decay=0.0001 weight_decay_on_bn_bias=true schedule=constant warmup=0", spec.Recipe.Optimizers["adam"].CanonicalForm);
    }

    [Fact]
    public void What_a_file_says_is_in_the_spec()
    {
        var spec = Sweeps.Spec(Sweeps.With("pruning:\n  scope: global", "pruning:\n  scope: [layerwise, global]\n  head_policy: always\n  schedule_after_reset: resume\n  prune_classifier: true"));

        Assert.Equal([PruningScope.Layerwise, PruningScope.Global], spec.Pruning.Scopes);
        Assert.Equal(HeadPolicy.Always, spec.Pruning.HeadPolicy);
        Assert.Equal(ScheduleAfterReset.Resume, spec.Pruning.ScheduleAfterReset);
        Assert.True(spec.Pruning.Tensors.Classifier);
        Assert.Equal(OptimizerKind.Adam, spec.Recipe.Optimizers["adam"].Kind);
        Assert.Equal(64, spec.Overrides[0].Recipe.BatchSize);
        Assert.Equal(ClaimExpectation.Higher, spec.Claims[0].Expect);
    }

    [Fact]
    public void Every_knob_of_the_paper_can_be_turned()
    {
        var spec = Sweeps.Spec("""
            name: knobs
            models: [conv-2]
            input: {channels: 3, size: 32, normalisation: imagenet}
            tickets: [random-weights, winning, random-layerwise, random]
            sources: [{dataset: mnist, optimizers: [sgd]}]
            targets: [{dataset: mnist}]
            pruning:
              rounds: 3
              prune_tensors: [linear, conv]
              prune_classifier: true
              head_policy: always
              head_mask: masked
              reset_bn: true
              optimizer_state: rewound
              schedule_after_reset: resume
            recipe:
              epochs: 2
              batch_size: 10
              micro_batch_size: 5
              drop_last: true
              label_smoothing: 0.1
              augmentation: flip-crop
              optimizers:
                sgd: {momentum: 0.5, nesterov: true, weight_decay_on_bn_bias: false, schedule: cosine, warmup: 1ep}
                adamw:
            claims:
              - {name: c, compare: {ticket: winning, source: mnist}, against: {ticket: random-weights, source: mnist, scope: global}, expect: higher}
            """);

        Assert.Equal(new InputSpec(3, 32, Normalisation.Imagenet), spec.Input);
        Assert.Equal([TicketKind.Winning, TicketKind.Random, TicketKind.RandomLayerwise, TicketKind.RandomWeights], spec.Tickets);
        Assert.Equal(PrunedTensors.All, spec.Pruning.Tensors);
        Assert.Equal((HeadMask.Masked, true, OptimizerStart.Rewound), (spec.Pruning.HeadMask, spec.Pruning.ResetNorm, spec.Pruning.OptimizerState));
        Assert.Equal((5, true, 0.1, Augmentation.FlipCrop), (spec.Recipe.MicroBatchSize, spec.Recipe.DropLast, spec.Recipe.LabelSmoothing, spec.Recipe.Augmentation));
        var sgd = spec.Recipe.Optimizers["sgd"];
        Assert.Equal((true, false, RateSchedule.Cosine, Duration.Epochs(1)), (sgd.Nesterov, sgd.DecayBnAndBias, sgd.Schedule, sgd.Warmup));
        // PyTorch's AdamW: weight_decay 0.01; its rate here is that of the paper's Adam.
        Assert.Equal((OptimizerKind.AdamW, 3e-4, 0.01), (spec.Recipe.Optimizers["adamw"].Kind, spec.Recipe.Optimizers["adamw"].Lr, spec.Recipe.Optimizers["adamw"].WeightDecay));
        Assert.Equal(new ClaimArm { Ticket = TicketKind.RandomWeights, Source = "mnist", Scope = "global" }, spec.Claims[0].Against);
    }

    [Theory]
    [InlineData("[conv, linear]", true, true)]
    [InlineData("conv", true, false)]
    [InlineData("[linear]", false, true)]
    public void Kinds_of_tensor_are_a_word_or_a_list_and_no_axis(string written, bool convolutions, bool linear)
    {
        var pruning = Sweeps.Spec(Sweeps.With("scope: global", $"prune_tensors: {written}")).Pruning;

        Assert.Equal(new PrunedTensors(convolutions, linear, false), pruning.Tensors);
        Assert.Single(Sweeper.Actors.Planning.SweepPlanner.Points(pruning));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("  micro_batch_size: all\n", null)]
    [InlineData("  micro_batch_size: 64\n", 64)]
    public void A_micro_batch_is_a_number_or_all_of_the_batch(string line, int? size) =>
        Assert.Equal(size, Sweeps.Spec(Sweeps.With("  optimizers:\n", line + "  optimizers:\n")).Recipe.MicroBatchSize);

    [Fact]
    public void An_override_to_a_cosine_drops_the_milestones_and_one_back_may_have_its_own()
    {
        var spec = Sweeps.Spec(Sweeps.With(
            "recipe: {batch_size: 64}}", "recipe: {optimizers: {sgd: {schedule: cosine}}}}\n  - {role: target, recipe: {optimizers: {sgd: {schedule: milestones, milestones: [1ep], gamma: 0.5}}}}"));
        var cosine = spec.Overrides[0].Recipe.Apply(spec.Recipe).Optimizers["sgd"];
        var back = spec.Overrides[1].Recipe.Optimizers["sgd"].Apply(cosine);

        Assert.Equal((RateSchedule.Cosine, 0), (cosine.Schedule, cosine.Milestones.Length));
        Assert.Equal((RateSchedule.Milestones, 1, 0.5), (back.Schedule, back.Milestones.Length, back.Gamma));
    }

    [Fact]
    public void What_comes_before_a_cosine_is_replaced_by_it() => Sweeps.Spec(Sweeps.With(
        "recipe: {batch_size: 64}}", "recipe: {optimizers: {sgd: {gamma: 0.5}}}}\n  - {match: {dataset: mnist}, recipe: {optimizers: {sgd: {schedule: cosine}}}}"));

    [Fact]
    public void An_override_may_make_a_micro_batch_right() => Sweeps.Spec(Sweeps.With("  optimizers:\n", "  micro_batch_size: 200\n  optimizers:\n")
        .Replace("{match: {dataset: mnist}, recipe: {batch_size: 64}}", "{match: {dataset: [mnist, kmnist]}, recipe: {batch_size: 256}}", StringComparison.Ordinal));

    [Theory]
    [InlineData("mnist", "mnist")]
    [InlineData("\"mnist\"", "mnist")]
    [InlineData("fashion-mnist-a?fraction=0.10", "fashion-mnist-a?fraction=0.1")]
    [InlineData("\"mnist?fraction=0.1&classes=1,0\"", "mnist?classes=1,0&fraction=0.1")]
    [InlineData("mnist?classes=3", "mnist?classes=0,1,2")]
    [InlineData("{name: mnist, classes: 3}", "mnist?classes=0,1,2")]
    [InlineData("{name: mnist-b, classes: [7, 2], fraction: 5e-1, label_noise: 0.2}", "mnist-b?classes=7,2&fraction=0.5&label_noise=0.2")]
    [InlineData("folder:/data/leaves", "folder:/data/leaves")]
    [InlineData("\"folder:/data/leaves-a?fraction=0.5\"", "folder:/data/leaves-a?fraction=0.5")]
    [InlineData("my-digits-a", "my-digits-a")]
    public void A_dataset_is_written_as_text_or_as_a_map(string written, string text) =>
        Assert.Equal(text, Sweeps.Spec(Sweeps.With("dataset: kmnist", $"dataset: {written}")).Targets[0].Dataset.Text);

    [Fact]
    public void A_label_stands_for_its_dataset_and_goes_with_it_everywhere()
    {
        var spec = Sweeps.Spec(Smallest
            .Replace("sources: [{dataset: mnist}]", "sources: [{dataset: tenth}, {dataset: mnist}]", StringComparison.Ordinal)
            .Replace("targets: [{dataset: mnist}]", "targets: [{dataset: {name: mnist, fraction: 0.1, label: tenth}}]", StringComparison.Ordinal)
            + "\npairs: [{only: {source: {dataset: tenth}}}]");

        Assert.Equal(spec.Targets[0].Dataset, spec.Sources[0].Dataset);
        Assert.Equal("tenth", spec.Sources[0].Dataset.Label);
        Assert.Null(spec.Sources[1].Dataset.Label);
    }

    [Theory]
    [InlineData("2", 0L, 1L)]
    [InlineData("[9, 4]", 4L, 9L)]
    [InlineData("[9223372036854775807]", long.MaxValue)]
    public void Seeds_are_a_count_or_a_list(string written, params long[] seeds) =>
        Assert.Equal(seeds, Sweeps.Spec(Sweeps.With("seeds: 3", $"seeds: {written}")).Seeds);

    [Fact]
    public void Seeds_are_a_rule_that_says_when_there_are_enough()
    {
        var spec = Sweeps.Spec(Sweeps.With("seeds: 3", "seeds: {min: 3, max: 5, until: {ci95_halfwidth: 0.5}}"));
        Assert.Equal(new SeedRule(3, 5, 0.5), spec.SeedRule);
        Assert.Equal([0, 1, 2, 3, 4], spec.Seeds);
        Assert.Null(Sweeps.Spec(Sweeps.With("seeds: 3", "seeds: 4")).SeedRule);
    }

    [Theory]
    [InlineData("160", "160ep")]
    [InlineData("160ep", "160ep")]
    [InlineData("5000it", "5000it")]
    public void A_length_is_a_number_of_epochs_or_a_duration(string written, string length) =>
        Assert.Equal(length, Sweeps.Spec(Sweeps.With("epochs: 2", $"epochs: {written}")).Recipe.Length.ToString());

    [Theory]
    [InlineData(4, "0,1,2,3,4")]
    [InlineData(6, "0,1,2,3,4,5,6")]
    [InlineData(10, "0,1,2,3,4,5,6,9")]
    [InlineData(30, "0,1,2,3,4,5,6,9,12,15,18,21,24,27,30")]
    public void Paper_rounds_are_cut_to_the_rounds_of_the_sweep(int rounds, string expected)
    {
        var text = Sweeps.With("  rounds: 4", $"  rounds: {rounds}").Replace("rounds: all", "rounds: paper", StringComparison.Ordinal);

        Assert.Equal(expected, string.Join(',', Sweeps.Spec(text).Rounds));
    }

    [Fact]
    public void Models_have_options()
    {
        var spec = Sweeps.Spec(Sweeps.With("[lenet-300-100]", "[conv-2, {name: conv-2, batch_norm: true, init: kaiming-normal}, {name: vgg-11, batch_norm: true}]"));

        Assert.Equal([new("conv-2"), new("conv-2") { BatchNorm = true, Init = Initialisation.KaimingNormal }, new("vgg-11")], spec.Models);
    }

    [Fact]
    public void ResNets_have_a_stem_or_a_width()
    {
        var spec = Sweeps.Spec(Sweeps.With("[lenet-300-100]",
            "[{name: resnet-50, stem: small}, {name: resnet-18, stem: imagenet}, {name: resnet-20, width: 8}, {name: resnet-56, width: 16}, {name: resnet-34, batch_norm: true}]"));

        Assert.Equal(
            [new("resnet-50") { Stem = Stem.Small }, new("resnet-18"), new("resnet-20") { Width = 8 }, new("resnet-56"), new("resnet-34")], spec.Models);
        Assert.Contains("models: [{name: resnet-50, stem: small}, resnet-18, {name: resnet-20, width: 8}, resnet-56, resnet-34]", CanonicalYaml.Write(spec));
    }

    [Fact]
    public void Minus_zero_is_zero()
    {
        var optimizer = Sweeps.Spec(Sweeps.With("{lr: 0.1,", "{lr: 0.1, weight_decay: -0.0,")).Recipe.Optimizers["sgd"];

        Assert.Contains("weight_decay=0 ", optimizer.CanonicalForm);
    }

    [Fact]
    public void A_rewind_point_in_other_units_than_the_length_is_left_to_the_planner() =>
        Assert.Equal([Duration.Steps(100_000)], Sweeps.Spec(Sweeps.With("rewind: 1ep", "rewind: 100000it")).Pruning.Rewinds);

    [Fact]
    public void An_override_may_make_a_late_rewind_right() =>
        Sweeps.Spec(Sweeps.With("rewind: 1ep", "rewind: 5ep").Replace("recipe: {batch_size: 64}", "recipe: {epochs: 9}", StringComparison.Ordinal));

    [Fact]
    public void Every_sweep_of_the_repository_reads_without_problems() =>
        Assert.All(Sweeps.ResourcesIn("sweeps"), name =>
        {
            // Folders of people's own, which the files that use them describe.
            var vocabulary = Sweeps.Vocabulary with { Datasets = [.. Sweeps.Vocabulary.Datasets, "mnist-8k", "kmnist-8k"] };
            Assert.Empty(SpecReader.Read(Sweeps.Resource(name), vocabulary).Problems);
        });

    [Fact]
    public void The_starter_file_reads_without_problems() => Assert.Equal("starter", Sweeps.Spec(StarterFile.Text).Name);
}
