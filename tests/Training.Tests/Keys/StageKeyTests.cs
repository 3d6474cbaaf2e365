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
        stage/v1
        model lenet-300-100 batch_norm=false init=xavier-normal
        data dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
        input channels=native size=native normalisation=base
        recipe length=160ep batch_size=512 augmentation=none optimizer=sgd lr=0.1 momentum=0.9 weight_decay=0.0001 milestones=80ep,9000it gamma=0.1 warmup=0
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
            Start = new StartingState.Winning(MaskKey, WeightsKey, FreshHead: true),
            FirstStep = 118,
        };
        Assert.Equal(
            $"""
            stage/v1
            model conv-4 batch_norm=true init=kaiming-uniform
            data dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
            input channels=native size=native normalisation=base
            recipe length=700it batch_size=60 augmentation=none optimizer=adam lr=0.0003 beta1=0.9 beta2=0.999 eps=1E-08 weight_decay=1E-05 milestones=none warmup=1ep
            seed 3
            start winning mask={MaskKey} weights={WeightsKey} head=fresh
            first_step 118
            training 1
            """, spec.CanonicalForm);
    }

    [Fact]
    public void The_canonical_forms_of_other_starts_are_these_texts()
    {
        Assert.Equal($"winning mask=ones weights={WeightsKey} head=kept", new StartingState.Winning(null, WeightsKey, false).CanonicalForm);
        Assert.Equal("random fraction=0.2 round=12 prune_classifier=false", new StartingState.Random(0.20m, 12, false).CanonicalForm);
    }

    [Fact]
    public void The_keys_of_artifacts_hash_these_texts()
    {
        var stage = StageKey.Of("x");
        Assert.Equal(ArtifactKey.Of($"mask/v1\nstage {stage}\nrule scope=global criterion=magnitude fraction=0.2 prune_classifier=false"),
            MaskOutput.KeyOf(stage, Trainings.GlobalFifth with { Fraction = 0.200m }));
        Assert.Equal(ArtifactKey.Of($"mask/v1\nstage {stage}\nrule scope=layerwise criterion=magnitude fraction=0.5 prune_classifier=true"),
            MaskOutput.KeyOf(stage, new PruningRule(PruningScope.Layerwise, PruningCriterion.Magnitude, 0.5m, true)));
        Assert.Equal(ArtifactKey.Of($"weights/v1\nstage {stage}\nstep 118"), RewindOutput.KeyOf(stage, 118));
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
            dense with { Start = new StartingState.Winning(null, WeightsKey, false) },
            dense with { Start = new StartingState.Winning(MaskKey, WeightsKey, false) },
            dense with { Start = new StartingState.Winning(MaskKey, WeightsKey, true) },
            dense with { Start = new StartingState.Winning(WeightsKey, MaskKey, false) },
            dense with { Start = new StartingState.Random(0.2m, 1, false) },
            dense with { Start = new StartingState.Random(0.2m, 2, false) },
            dense with { Start = new StartingState.Random(0.3m, 1, false) },
            dense with { Start = new StartingState.Random(0.2m, 1, true) },
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
        var adam = Sgd with { Kind = OptimizerKind.Adam };
        yield return adam;
        yield return adam with { Beta1 = 0.8 };
        yield return adam with { Beta2 = 0.99 };
        yield return adam with { Epsilon = 1e-7 };
    }

    [Fact]
    public void Another_spelling_of_the_same_training_has_the_same_key()
    {
        var random = Spec with { Start = new StartingState.Random(0.1m, 1, false) };
        StageSpec[] same =
        [
            random,
            random with { Start = new StartingState.Random(0.10m, 1, false) },
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
