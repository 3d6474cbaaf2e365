using System.Text;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Training.Tests.Keys;

public class StageKeyTests
{
    private static readonly ArtifactKey MaskKey = new(new string('a', 64));
    private static readonly ArtifactKey WeightsKey = new(new string('b', 64));

    private static StageSpec Spec => new()
    {
        Model = new ModelSpec("lenet-300-100"),
        Dataset = new DatasetRef("fashion-mnist") { Half = 'a' },
        DatasetDigest = new Digest(new string('d', 64)),
        Input = InputSpec.Native.For(new ImageGeometry(1, 28, 28)),
        Recipe = new Recipe(Duration.Epochs(160), 512, Sgd),
        Seed = 3,
        Start = new StartingState.Init(),
    };

    private static OptimizerSpec Sgd => new(OptimizerKind.Sgd, 0.1)
    {
        Momentum = 0.9,
        WeightDecay = 1e-4,
        Milestones = [Duration.Epochs(80), Duration.Steps(9000)],
    };

    [Fact]
    public void The_canonical_form_of_a_dense_stage_is_this_text() => Assert.Equal(
        """
        stage/v2
        model lenet-300-100 batch_norm=false init=xavier-normal
        data dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
        input 1x28x28 normalisation=dataset
        recipe length=160ep batch_size=512 micro_batch_size=512 drop_last=false label_smoothing=0 augmentation=none optimizer=sgd lr=0.1 momentum=0.9 nesterov=false weight_decay=0.0001 weight_decay_on_bn_bias=true schedule=milestones at=80ep,9000it gamma=0.1 warmup=0
        seed 3
        start init
        first_step 0
        training 1
        """, Spec.CanonicalForm);

    [Fact]
    public void The_canonical_form_of_a_winning_ticket_is_this_text()
    {
        var spec = Spec with
        {
            Model = new ModelSpec("conv-4") { BatchNorm = true, Init = Initialisation.KaimingUniform },
            Recipe = new Recipe(Duration.Steps(700), 60, new OptimizerSpec(OptimizerKind.Adam, 3e-4) { WeightDecay = 1e-5, Warmup = Duration.Epochs(1) }),
            Start = new StartingState.Winning(MaskKey, WeightsKey, Head: HeadStart.Fresh),
            FirstStep = 118,
        };
        Assert.Equal(
            $"""
            stage/v2
            model conv-4 batch_norm=true init=kaiming-uniform
            data dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
            input 1x28x28 normalisation=dataset
            recipe length=700it batch_size=60 micro_batch_size=60 drop_last=false label_smoothing=0 augmentation=none optimizer=adam lr=0.0003 beta1=0.9 beta2=0.999 eps=1E-08 weight_decay=1E-05 weight_decay_on_bn_bias=true schedule=constant warmup=1ep
            seed 3
            start winning mask={MaskKey} weights={WeightsKey} head=fresh norm=kept optimizer_state=fresh
            first_step 118
            training 1
            """, spec.CanonicalForm);
    }

    [Fact]
    public void The_canonical_forms_of_other_starts_are_these_texts()
    {
        Assert.Equal($"winning mask=ones weights={WeightsKey} head=kept norm=kept optimizer_state=fresh", new StartingState.Winning(null, WeightsKey, HeadStart.Kept).CanonicalForm);
        Assert.Equal($"winning mask={MaskKey} weights={WeightsKey} head=fresh-masked norm=fresh optimizer_state={MaskKey}",
            new StartingState.Winning(MaskKey, WeightsKey, HeadStart.FreshMasked) { FreshNorm = true, OptimizerState = MaskKey }.CanonicalForm);
        Assert.Equal($"random-layerwise mask={MaskKey} round=3 head_mask=dense", new StartingState.RandomLayerwise(MaskKey, 3, HeadStart.Fresh).CanonicalForm);
        Assert.Equal($"random-weights mask={MaskKey} head_mask=masked", new StartingState.RandomWeights(MaskKey, HeadStart.Kept).CanonicalForm);
        Assert.Equal("random fraction=0.2 round=12 prune_tensors=conv,linear prune_classifier=false", new StartingState.Random(0.20m, 12, PrunedTensors.Default).CanonicalForm);
    }

    [Fact]
    public void The_keys_of_artifacts_hash_these_texts()
    {
        var stage = StageKey.Of("x");
        Assert.Equal(ArtifactKey.Of($"mask/v1\nstage {stage}\nrule scope=global criterion=magnitude fraction=0.2 prune_tensors=conv,linear prune_classifier=false"),
            MaskOutput.KeyOf(stage, Trainings.GlobalFifth with { Fraction = 0.200m }));
        Assert.Equal(ArtifactKey.Of($"mask/v1\nstage {stage}\nrule scope=layerwise criterion=magnitude fraction=0.5 prune_tensors=conv,linear prune_classifier=true"),
            MaskOutput.KeyOf(stage, new PruningRule(PruningScope.Layerwise, PruningCriterion.Magnitude, 0.5m, PrunedTensors.All)));
        Assert.Equal(ArtifactKey.Of($"weights/v1\nstage {stage}\nstep 118"), RewindOutput.KeyOf(stage, 118));
    }

    [Fact]
    public void Forms_of_other_versions_are_told_from_this_ones()
    {
        Assert.True(StageSpec.IsOfThisVersion(Spec.CanonicalForm));
        Assert.False(StageSpec.IsOfThisVersion(Spec.CanonicalForm.Replace("stage/v2", "stage/v1")));
        Assert.False(StageSpec.IsOfThisVersion(Spec.CanonicalForm.Replace($"training {TrainingVersion.Current}", "training 0")));
    }

    [Fact]
    public void The_key_is_the_hash_of_the_canonical_form_with_line_feeds()
    {
        Assert.DoesNotContain('\r', Spec.CanonicalForm);
        Assert.Equal(Digest.Of(Encoding.UTF8.GetBytes(Spec.CanonicalForm)).Hex, Spec.ComputeKey().Value);
    }

    [Fact]
    public void A_change_of_any_field_that_changes_the_training_changes_the_key()
    {
        var dense = Spec;
        var variants = new List<StageSpec>
        {
            dense,
            dense with { Model = new("vgg-19") },
            dense with { Model = dense.Model with { Init = Initialisation.KaimingNormal } },
            dense with { Model = dense.Model with { Init = Initialisation.KaimingUniform } },
            dense with { Model = new("conv-2") },
            dense with { Model = new("conv-2") { BatchNorm = true } },
            dense with { Model = new("resnet-50") },
            dense with { Model = new("resnet-50") { Stem = Stem.Small } },
            dense with { Model = new("resnet-20") },
            dense with { Model = new("resnet-20") { Width = 32 } },
            dense with { DatasetDigest = new Digest(new string('e', 64)) },
            dense with { DatasetDigest = null },
            dense with { DatasetDigest = null, Dataset = new("mnist") },
            dense with { Recipe = dense.Recipe with { Length = Duration.Epochs(161) } },
            dense with { Recipe = dense.Recipe with { Length = Duration.Steps(160) } },
            dense with { Recipe = dense.Recipe with { BatchSize = 511 } },
            dense with { Seed = 4 },
            dense with { FirstStep = 1 },
            dense with { Start = new StartingState.Winning(null, WeightsKey, HeadStart.Kept) },
            dense with { Start = new StartingState.Winning(MaskKey, WeightsKey, HeadStart.Kept) },
            dense with { Start = new StartingState.Winning(MaskKey, WeightsKey, HeadStart.Fresh) },
            dense with { Start = new StartingState.Winning(WeightsKey, MaskKey, HeadStart.Kept) },
            dense with { Start = new StartingState.Random(0.2m, 1, PrunedTensors.Default) },
            dense with { Start = new StartingState.Random(0.2m, 2, PrunedTensors.Default) },
            dense with { Start = new StartingState.Random(0.3m, 1, PrunedTensors.Default) },
            dense with { Start = new StartingState.Random(0.2m, 1, PrunedTensors.All) },
            dense with { Start = new StartingState.Random(0.2m, 1, new(true, false, false)) },
            dense with { Start = new StartingState.Random(0.2m, 1, new(false, true, false)) },
            dense with { Start = new StartingState.Winning(MaskKey, WeightsKey, HeadStart.FreshMasked) },
            dense with { Start = new StartingState.Winning(MaskKey, WeightsKey, HeadStart.Kept) { FreshNorm = true } },
            dense with { Start = new StartingState.Winning(MaskKey, WeightsKey, HeadStart.Kept) { OptimizerState = MaskKey } },
            dense with { Start = new StartingState.RandomLayerwise(MaskKey, 1, HeadStart.Kept) },
            dense with { Start = new StartingState.RandomLayerwise(MaskKey, 2, HeadStart.Kept) },
            dense with { Start = new StartingState.RandomLayerwise(MaskKey, 1, HeadStart.Fresh) },
            dense with { Start = new StartingState.RandomWeights(MaskKey, HeadStart.Kept) },
            dense with { Start = new StartingState.RandomWeights(MaskKey, HeadStart.Fresh) },
            dense with { Input = InputSpec.Native.For(new ImageGeometry(3, 28, 28)) },
            dense with { Input = InputSpec.Native.For(new ImageGeometry(1, 32, 32)) },
            dense with { Input = dense.Input with { Normalisation = Normalisation.Half } },
            dense with { Recipe = dense.Recipe with { MicroBatchSize = 100 } },
            dense with { Recipe = dense.Recipe with { DropLast = true } },
            dense with { Recipe = dense.Recipe with { LabelSmoothing = 0.1 } },
            dense with { Recipe = dense.Recipe with { Augmentation = Augmentation.FlipCrop } },
            dense with { Recipe = dense.Recipe with { Augmentation = Augmentation.Imagenet } },
        };
        variants.AddRange(OptimizerVariants().Select(optimizer => dense with { Recipe = dense.Recipe with { Optimizer = optimizer } }));
        Assert.Equal(variants.Count, variants.Select(spec => spec.ComputeKey()).Distinct().Count());
    }

    private static IEnumerable<OptimizerSpec> OptimizerVariants()
    {
        yield return Sgd with { Lr = 0.1000000001 };
        yield return Sgd with { Momentum = 0.8 };
        yield return Sgd with { WeightDecay = 0 };
        yield return Sgd with { Milestones = [Duration.Epochs(80)] };
        yield return Sgd with { Milestones = [Duration.Epochs(80), Duration.Steps(9001)] };
        yield return Sgd with { Milestones = [Duration.Epochs(80), Duration.Epochs(9000)] };
        yield return Sgd with { Gamma = 0.2 };
        yield return Sgd with { Warmup = Duration.Steps(1) };
        yield return Sgd with { Nesterov = true };
        yield return Sgd with { DecayBnAndBias = false };
        yield return Sgd with { Milestones = [], Schedule = RateSchedule.Cosine };
        yield return Sgd with { Milestones = [] };
        var adam = Sgd with { Kind = OptimizerKind.Adam };
        yield return adam;
        yield return adam with { Kind = OptimizerKind.AdamW };
        yield return adam with { Beta1 = 0.8 };
        yield return adam with { Beta2 = 0.99 };
        yield return adam with { Epsilon = 1e-7 };
    }

    [Fact]
    public void Another_spelling_of_the_same_training_has_the_same_key()
    {
        var random = Spec with { Start = new StartingState.Random(0.1m, 1, PrunedTensors.Default) };
        StageSpec[] same =
        [
            random,
            random with { Start = new StartingState.Random(0.10m, 1, PrunedTensors.Default) },
            random with { Recipe = random.Recipe with { MicroBatchSize = 512 } },
            random with { Recipe = random.Recipe with { MicroBatchSize = 1000 } },
            random with { Dataset = random.Dataset with { Label = "half of it" } },
            random with { Model = new("lenet-300-100") { Init = Initialisation.XavierNormal } },
            random with { Recipe = random.Recipe with { Optimizer = Sgd with { Lr = double.Parse("1e-1"), WeightDecay = 0.00010 } } },
            // What the optimizer does not use is no part of it.
            random with { Recipe = random.Recipe with { Optimizer = Sgd with { Beta1 = 0.5, Beta2 = 0.5, Epsilon = 1 } } },
        ];
        Assert.All(same, spec => Assert.Equal(random.ComputeKey(), spec.ComputeKey()));
    }

    [Fact]
    public void Gamma_without_milestones_and_momentum_of_adam_are_no_part_of_the_key()
    {
        var plain = Sgd with { Milestones = [] };
        Assert.Equal(plain.CanonicalForm, (plain with { Gamma = 0.5 }).CanonicalForm);
        var adam = Sgd with { Kind = OptimizerKind.Adam };
        Assert.Equal(adam.CanonicalForm, (adam with { Momentum = 0 }).CanonicalForm);
    }
}
