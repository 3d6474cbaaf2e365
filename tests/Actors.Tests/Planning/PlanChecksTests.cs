using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Planning;

public class PlanChecksTests
{
    [Fact]
    public void A_ticket_of_an_MLP_fits_one_input_size_only() => AssertProblem(
        Sweeps.Winning("fashion-mnist", "tiny"), "targets",
        "a ticket of lenet-300-100 found on 'fashion-mnist' (1x28x28) does not fit 'tiny' (1x8x8): its first layers depend on the image size; "
        + "bring all to one with 'input: {size: 32}', exclude the pair under 'pairs', or use a model with global pooling such as vgg-11");

    [Fact]
    public void A_ticket_fits_one_number_of_channels_only() => AssertProblem(
        Sweeps.Winning("fashion-mnist", "svhn") with { Models = [new ModelSpec("vgg-11")] }, "targets",
        "a ticket of vgg-11 found on 'fashion-mnist' (1x28x28) does not fit 'svhn' (3x32x32): its first layer depends on the number of channels; "
        + "bring all to three with 'input: {channels: 3}', or exclude the pair under 'pairs'");

    [Fact]
    public void Global_pooling_takes_every_input_size_and_number_of_classes() =>
        Sweeps.Plan(Sweeps.Winning("cifar-10", "imagenet") with { Models = [new ModelSpec("vgg-11")] });

    [Fact]
    public void Images_that_differ_in_size_need_one_to_be_brought_to()
    {
        var spec = Sweeps.Winning("photographs", "photographs") with { Models = [new ModelSpec("vgg-11")] };
        AssertProblem(spec, "input", "the images of dataset 'photographs' differ in size; bring them to one with 'input: {size: 224}'");
        Sweeps.Plan(spec with { Input = new InputSpec(null, 32, Normalisation.Dataset) });
    }

    [Fact]
    public void A_pair_that_is_excluded_or_has_no_source_need_not_fit()
    {
        var misfit = Sweeps.Winning("fashion-mnist tiny", "fashion-mnist tiny");
        Sweeps.Plan(misfit with { Pairs = [new PairFilter.SameDataset()] });
        Sweeps.Plan(misfit with { Tickets = [TicketKind.Random] });
    }

    [Theory]
    [InlineData(PruningScope.Global, 51)]
    [InlineData(PruningScope.Layerwise, 50)]
    public void Rounds_must_leave_a_weight(PruningScope scope, int most)
    {
        var spec = Sweeps.Winning(rounds: 60) with { Pruning = new PruningSpec { Rounds = 60, Scopes = [scope] } };
        AssertProblem(spec, "pruning.rounds", $"60 rounds of 0.2 leave no weight of lenet-300-100's 265,200; at most {most} rounds leave one");
        Sweeps.Plan(spec with { Pruning = spec.Pruning with { Rounds = most } });
        Assert.NotEmpty(Problems(spec with { Pruning = spec.Pruning with { Rounds = most + 1 } }));
    }

    [Theory]
    [InlineData("2ep", "rewind 2ep is step 20 on a/sgd, at or past the end of its training (20 steps); rewind earlier or train longer")]
    [InlineData("500it", "rewind 500it is step 500 on a/sgd, at or past the end of its training (20 steps); rewind earlier or train longer")]
    public void A_rewind_point_at_or_past_the_end_of_training_is_refused(string rewind, string message)
    {
        Assert.True(Duration.TryParse(rewind, out var at));
        AssertProblem(Sweeps.Winning() with { Pruning = new PruningSpec { Rounds = 2, Rewinds = [at] } }, "pruning.rewind", message);
    }

    [Fact]
    public void A_rewind_point_one_step_before_the_end_is_allowed() =>
        Sweeps.Plan(Sweeps.Winning() with { Pruning = new PruningSpec { Rounds = 2, Rewinds = [Duration.Steps(19)] } });

    [Fact]
    public void A_schedule_that_resumes_must_not_be_over_on_the_target()
    {
        var spec = Sweeps.Winning("b", "a") with
        {
            Pruning = new PruningSpec { Rounds = 2, Rewinds = [Duration.Steps(20)], ScheduleAfterReset = ScheduleAfterReset.Resume },
        };
        AssertProblem(spec, "pruning.schedule_after_reset",
            "'resume' at 20it is step 20 on a/sgd, at or past the end of its training (20 steps); rewind earlier, train longer, or use 'restart'");
        Sweeps.Plan(spec with { Pruning = spec.Pruning with { ScheduleAfterReset = ScheduleAfterReset.Restart } });
    }

    [Fact]
    public void Constants_of_three_channels_need_three_channels()
    {
        var spec = Sweeps.Winning() with { Input = InputSpec.Native with { Normalisation = Normalisation.Imagenet } };
        AssertProblem(spec, "input.normalisation",
            "'imagenet' has constants for three channels, and 'a' has one; bring all to three with 'channels: 3', or use another normalisation");
        Assert.Single(Problems(spec with { Tickets = [TicketKind.Random] }));
        Sweeps.Plan(spec with { Input = spec.Input with { Channels = 3 } });
        Sweeps.Plan(Sweeps.Winning("cifar-10", "cifar-10") with { Input = spec.Input });
    }

    [Fact]
    public void An_input_of_one_shape_makes_any_ticket_fit() => Sweeps.Plan(Sweeps.Winning("fashion-mnist tiny", "svhn") with { Input = InputSpec.Native with { Channels = 3, Size = 16 } });

    [Theory]
    [InlineData("sgd", "adam", true)]
    [InlineData("adam", "sgd", true)]
    [InlineData("adam", "adamw", false)]
    [InlineData("sgd", "sgd-2", false)]
    public void Moments_of_another_kind_of_optimizer_are_refused(string source, string target, bool refused)
    {
        var optimizers = Sweeps.Recipe(Duration.Epochs(2), 32).Optimizers.Add("adamw", new(OptimizerKind.AdamW, 1e-3)).Add("sgd-2", new(OptimizerKind.Sgd, 0.2));
        var spec = Sweeps.Winning() with
        {
            Sources = Sweeps.Under("a", source),
            Targets = Sweeps.Under("a", target),
            Recipe = Sweeps.Recipe(Duration.Epochs(2), 32) with { Optimizers = optimizers },
            Pruning = new PruningSpec { Rounds = 2, OptimizerState = OptimizerStart.Rewound },
        };
        if (!refused) Sweeps.Plan(spec);
        else AssertProblem(spec, "pruning.optimizer_state", $"'rewound' gives a/{target} the moments of a/{source}, which is another kind of optimizer; use 'fresh', or 'pairs: [same-optimizer]'");
        // Tickets of fresh weights have fresh moments.
        Sweeps.Plan(spec with { Tickets = [TicketKind.RandomWeights, TicketKind.Random] });
        Sweeps.Plan(spec with { Pruning = spec.Pruning with { OptimizerState = OptimizerStart.Fresh } });
    }

    [Fact]
    public void A_model_without_a_tensor_that_may_be_pruned_is_refused() => AssertProblem(
        Sweeps.Winning() with { Pruning = new PruningSpec { Rounds = 2, Tensors = new(Convolutions: true, Linear: false, Classifier: false) } }, "pruning.prune_tensors",
        "lenet-300-100 has no tensor that may be pruned; add a kind to 'prune_tensors', or set 'prune_classifier: true'");

    [Fact]
    public void Images_too_small_for_a_model_are_refused_before_anything_else() => AssertProblem(
        Sweeps.Winning("tiny", "tiny") with { Models = [new ModelSpec("vgg-11")], Pruning = new PruningSpec { Rounds = 1000 } }, "models",
        "vgg-11 needs images of at least 16x16 pixels, not 8x8 (dataset 'tiny'); leave out the model or the dataset");

    // 320 images in batches of 11 leave one; 28 pixels become 14, 7, 3 and 1.
    [Fact]
    public void A_batch_of_one_image_that_becomes_one_pixel_is_refused()
    {
        var spec = Sweeps.Winning("a", "a") with { Models = [new ModelSpec("vgg-11")] };
        var eleven = spec with { Recipe = spec.Recipe with { BatchSize = 11 } };
        AssertProblem(eleven, "recipe.batch_size",
            "batches of 11 of the 320 images of 'a' leave a batch of one image, which vgg-11 cannot normalise: "
            + "its last maps of a 28x28 image are one pixel; choose another batch size");
        Assert.NotEmpty(Problems(spec with { Recipe = spec.Recipe with { BatchSize = 1 } }));
        Sweeps.Plan(spec with { Recipe = spec.Recipe with { BatchSize = 12 } });
        Sweeps.Plan(eleven with { Recipe = eleven.Recipe with { Length = Duration.Steps(29) }, Pruning = eleven.Pruning with { Rewinds = [Duration.Steps(5)] } });
        Sweeps.Plan(eleven with { Models = [new ModelSpec("lenet-300-100"), new ModelSpec("conv-6") { BatchNorm = true }, new ModelSpec("resnet-18") { Stem = Stem.Small }] });
    }

    [Fact]
    public void An_unknown_dataset_is_named_once_a_place() => Assert.Equal(
        [
            new PlanProblem("small", "sources", "dataset 'nowhere' is not at hand and nothing is known of it; put its four idx files in a folder of that name on SWEEPER_DATA, or name class folders of images as 'folder:PATH'"),
            new PlanProblem("small", "targets", "dataset 'nowhere' is not at hand and nothing is known of it; put its four idx files in a folder of that name on SWEEPER_DATA, or name class folders of images as 'folder:PATH'"),
        ],
        Problems(Sweeps.Winning("nowhere a nowhere", "nowhere")));

    [Fact]
    public void A_plan_with_a_problem_has_no_stages()
    {
        var plan = SweepPlanner.Plan([Sweeps.Winning(), Sweeps.Winning("nowhere")], Facts.Describe);
        Assert.Empty(plan.Stages);
        Assert.Equal(0, plan.Cells);
        Assert.Equal(0, plan.CriticalPathTrainings);
    }

    [Fact]
    public void Problems_of_several_kinds_come_together() => Assert.Equal(
        ["targets", "pruning.rounds", "pruning.rounds", "pruning.rewind", "pruning.rewind"],
        Problems(Sweeps.Winning("a tiny", "a") with { Pruning = new PruningSpec { Rounds = 1000, Rewinds = [Duration.Epochs(2)] } })
            .Select(problem => problem.Path));

    private static ImmutableArray<PlanProblem> Problems(SweepSpec spec) => SweepPlanner.Plan([spec], Facts.Describe).Problems;

    private static void AssertProblem(SweepSpec spec, string path, string message) =>
        Assert.Equal([new PlanProblem(spec.Name, path, message)], Problems(spec));
}
