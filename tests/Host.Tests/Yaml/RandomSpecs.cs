using System.Collections.Immutable;
using CsCheck;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Host.Tests.Yaml;

/// <summary>Random valid specs: every key takes part, and what one section says of another is true.</summary>
internal static class RandomSpecs
{
    private const int Steps = 1000;
    private const int OverriddenBatch = 7;

    private static readonly Gen<double> Rate = Gen.OneOf(Gen.Double[1e-9, 1], Gen.OneOfConst(0.1, 3e-4, 1e-5, 0.30000000000000004));
    private static readonly Gen<double> BelowOne = Gen.Double[0, 0.999];
    private static readonly Gen<decimal> Share = Gen.Int[1, 9999].Select(n => n / 10_000m);
    private static readonly Gen<Duration> Moment = Gen.Int[0, Steps - 1].Select(Duration.Steps);

    private static readonly Gen<ImmutableArray<Duration>> Milestones =
        Gen.Int[1, Steps - 1].HashSet[0, 3].Select(set => set.Order().Select(Duration.Steps).ToImmutableArray());

    private static readonly Gen<OptimizerSpec> Optimizer = Gen.Select(Rate, BelowOne, BelowOne, Gen.Int[0, 23], Milestones, Rate, Moment)
        .Select((lr, first, second, choices, milestones, gamma, warmup) =>
        {
            var kind = (choices % 3) switch
            {
                0 => new OptimizerSpec(OptimizerKind.Sgd, lr) { Momentum = first, Nesterov = first > 0 && choices < 12 },
                1 => new OptimizerSpec(OptimizerKind.Adam, lr) { Beta1 = first, Beta2 = second, Epsilon = gamma },
                _ => new OptimizerSpec(OptimizerKind.AdamW, lr) { Beta1 = first, Beta2 = second, Epsilon = gamma },
            };
            kind = kind with { WeightDecay = second, DecayBnAndBias = choices % 4 > 1, Warmup = warmup };
            return choices % 2 == 0 ? kind with { Schedule = RateSchedule.Cosine } : kind with { Milestones = milestones, Gamma = gamma };
        });

    private static readonly Gen<RecipeSpec> Recipe = Gen.Select(Optimizer, Optimizer, Gen.Int[1, 1024], Gen.Bool, Gen.Enum<Augmentation>(), BelowOne)
        .Select((first, second, batch, dropLast, augmentation, smoothing) => new RecipeSpec
        {
            Length = Duration.Steps(Steps),
            BatchSize = batch,
            // At most what an override makes of the batch.
            MicroBatchSize = dropLast ? Math.Min(batch, OverriddenBatch) : null,
            DropLast = dropLast,
            LabelSmoothing = smoothing,
            Augmentation = augmentation,
            Optimizers = ImmutableSortedDictionary.Create<string, OptimizerSpec>(StringComparer.Ordinal).Add("sgd", first).Add("my-2.one", second),
        });

    private static readonly Gen<DatasetRef> Dataset =
        Gen.Select(
            Gen.OneOfConst("mnist", "svhn", "cifar-10", "folder:/some where/x"), Gen.OneOfConst<char?>(null, 'a', 'b'),
            Gen.Int[0, 40].HashSet[0, 5], Gen.Bool, Share, Gen.Int[0, 3])
            .Select((name, half, classes, isCount, share, options) => new DatasetRef(name)
            {
                Half = name.StartsWith("folder:", StringComparison.Ordinal) ? null : half,
                Classes = classes.Count < 2 ? default : isCount ? [.. Enumerable.Range(0, classes.Count)] : [.. classes],
                Fraction = (options & 1) == 0 ? null : share,
                LabelNoise = (options & 2) == 0 ? null : share,
            });

    private static readonly Gen<ImmutableArray<SpecEndpoint>> Endpoints = Gen.Select(Dataset, Gen.Bool).Array[1, 4].Select(entries => entries
        .DistinctBy(entry => entry.Item1.Text)
        .Select(entry => new SpecEndpoint(entry.Item1, entry.Item2 ? ["sgd"] : ["my-2.one", "sgd"])).ToImmutableArray());

    private static readonly Gen<PruningSpec> Pruning =
        Gen.Select(Gen.Int[2, 30], Gen.Bool, Gen.Bool, Gen.Bool, Share.HashSet[1, 3], Moment.HashSet[1, 3], Gen.Int[0, 2], Gen.Bool)
            .Select((rounds, a, b, c, fractions, rewinds, tensors, d) => new PruningSpec
            {
                Rounds = rounds,
                Scopes = a ? [PruningScope.Layerwise, PruningScope.Global] : [PruningScope.Global],
                Fractions = [.. fractions],
                Rewinds = [.. rewinds],
                Tensors = tensors switch { 0 => new(true, true, b), 1 => new(false, true, b), _ => new(true, false, false) },
                HeadPolicy = c ? HeadPolicy.Always : HeadPolicy.ReinitIfShapeDiffers,
                HeadMask = b && c && tensors < 2 ? HeadMask.Masked : HeadMask.Dense,
                ResetNorm = d,
                OptimizerState = c ? OptimizerStart.Rewound : OptimizerStart.Fresh,
                ScheduleAfterReset = b ? ScheduleAfterReset.Resume : ScheduleAfterReset.Restart,
            });

    private static readonly Gen<ModelSpec> Model = Gen.Select(
        Gen.OneOfConst("lenet-300-100", "conv-4", "vgg-19", "resnet-50", "resnet-20"), Gen.Bool, Gen.OneOfConst<Initialisation?>(null, Initialisation.KaimingUniform),
        Gen.Int[1, ModelSpec.LargestWidth])
        .Select((name, isChanged, init, width) => new ModelSpec(name)
        {
            BatchNorm = isChanged && ModelCatalog.Takes(name, ModelOption.BatchNorm),
            Init = init,
            Stem = isChanged && ModelCatalog.Takes(name, ModelOption.Stem) ? Stem.Small : default,
            Width = ModelCatalog.Takes(name, ModelOption.Width) ? width : ModelSpec.DefaultWidth,
        });

    private static readonly Gen<InputSpec> Input = Gen.Select(
        Gen.OneOfConst<int?>(null, 3, 1), Gen.OneOfConst<int?>(null, 8, 32, 1024), Gen.Enum<Normalisation>())
        .Select((channels, size, normalisation) =>
            new InputSpec(channels, size, channels == 1 && normalisation == Normalisation.Imagenet ? Normalisation.Half : normalisation));

    private static readonly Gen<SweepSpec> Grid =
        Gen.Select(
            Gen.Select(Gen.Char["abcXYZ019-_."].Array[0, 20], Input), Model.Array[1, 4], Gen.Long[0, 20].HashSet[1, 6], Endpoints, Endpoints, Pruning, Recipe, Gen.Bool)
            .Select((named, models, seeds, sources, targets, pruning, recipe, all) => new SweepSpec
            {
                Name = "x" + new string(named.Item1),
                Models = [.. models.Distinct()],
                Input = named.Item2,
                Tickets = all ? [TicketKind.Winning, TicketKind.Random] : [.. Enum.GetValues<TicketKind>()],
                Seeds = all ? [.. Enumerable.Range(0, seeds.Count + 1).Select(seed => (long)seed)] : [.. seeds.Order()],
                SeedRule = all ? new SeedRule(2, seeds.Count + 1, (double)pruning.Fractions[0]) : null,
                Sources = sources,
                Targets = targets,
                Pruning = pruning,
                Recipe = recipe,
                EvaluatedRounds = all ? default : [0, pruning.Rounds],
                KeepFinals = all,
                OnFailure = new FailurePolicy
                {
                    Attempts = pruning.Rounds,
                    Nan = all ? NanPolicy.Stop : NanPolicy.Quarantine,
                    StopIfFirstAllFail = sources.Length,
                },
            });

    /// <summary>The generator.</summary>
    public static Gen<SweepSpec> All { get; } =
        Gen.Select(Grid, Gen.Int[0, 7], Gen.String[Gen.Char[" abc:'\"\\#{}[],&*!é-"], 1, 12], Rate, Milestones)
            .Select((grid, parts, words, rate, milestones) => WithReferences(grid, parts, "w" + words, rate, milestones));

    private static SweepSpec WithReferences(SweepSpec grid, int parts, string words, double rate, ImmutableArray<Duration> milestones)
    {
        var labelled = WithLabel(grid, (parts & 1) == 0 ? null : words);
        return labelled with
        {
            Pairs = (parts & 2) == 0 ? [] : Pairs(labelled),
            Overrides = (parts & 4) == 0 ? [] : Overrides(labelled, rate, milestones),
            Requires = (parts & 4) == 0 ? [] : Requires(labelled, parts),
            Claims = parts == 0 ? [] : Claims(labelled, words),
        };
    }

    private static SweepSpec WithLabel(SweepSpec grid, string? label)
    {
        var text = grid.Sources[0].Dataset.Text;
        ImmutableArray<SpecEndpoint> Label(ImmutableArray<SpecEndpoint> entries) =>
            [.. entries.Select(entry => entry.Dataset.Text == text ? entry with { Dataset = entry.Dataset with { Label = label } } : entry)];
        return grid with { Sources = Label(grid.Sources), Targets = Label(grid.Targets) };
    }

    /// <summary>Filters that leave the pair of the first source and the last target.</summary>
    private static ImmutableArray<PairFilter> Pairs(SweepSpec grid)
    {
        var (source, target) = (grid.Sources[0].Dataset, grid.Targets[^1].Dataset);
        return
        [
            source.Text == target.Text ? new PairFilter.SameDataset() : new PairFilter.CrossDataset(),
            new PairFilter.Only(new EndpointMatch([source.Text], []), new EndpointMatch([target.Base], ["sgd"])),
            new PairFilter.Except(new EndpointMatch([.. new[] { source.Display, source.Base }.Distinct()], ["my-2.one"]), EndpointMatch.Any),
            new PairFilter.SameOptimizer(),
        ];
    }

    private static ImmutableArray<DeviceRule> Requires(SweepSpec grid, int parts) =>
    [
        new DeviceRule { Need = new(null, 1_000_000L * (parts + 1)) },
        new DeviceRule { Models = [grid.Models[0].Name], Datasets = [grid.Targets[0].Dataset.Display], Need = new(DeviceKind.Cuda, parts % 2 == 0 ? null : (long)parts << 30) },
    ];

    private static ImmutableArray<OverrideSpec> Overrides(SweepSpec grid, double rate, ImmutableArray<Duration> milestones)
    {
        // What a patch changes must suit the optimizer as it is: an earlier cosine ends with the milestones.
        var patch = new OptimizerPatch
        {
            Lr = rate,
            Schedule = RateSchedule.Milestones,
            Milestones = milestones,
            Gamma = rate,
            WeightDecay = rate,
            DecayBnAndBias = rate < 0.5,
            Nesterov = grid.Recipe.Optimizers["sgd"].Kind == OptimizerKind.Sgd ? false : null,
            Warmup = Duration.Zero,
        };
        var patches = ImmutableSortedDictionary.Create<string, OptimizerPatch>(StringComparer.Ordinal).Add("sgd", patch);
        return
        [
            new OverrideSpec
            {
                Models = [grid.Models[0].Name],
                Datasets = [grid.Targets[0].Dataset.Display],
                Role = Role.Target,
                Recipe = new RecipePatch
                {
                    Optimizers = patches,
                    BatchSize = OverriddenBatch,
                    MicroBatchSize = OverriddenBatch - 1,
                    DropLast = false,
                    LabelSmoothing = 0.25,
                    Augmentation = Augmentation.Imagenet,
                },
            },
            new OverrideSpec
            {
                Datasets = [grid.Sources[0].Dataset.Base],
                Optimizers = ["sgd"],
                Recipe = new RecipePatch { Length = Duration.Epochs(3) },
                Pruning = new PruningPatch { Rewind = Duration.Steps(5) },
            },
        ];
    }

    private static ImmutableArray<ClaimSpec> Claims(SweepSpec grid, string words)
    {
        var winning = new ClaimArm
        {
            Source = grid.Sources[0].Dataset.Display,
            SourceOptimizer = "sgd",
            TargetOptimizer = "sgd",
            Model = grid.Models[0].Name,
            Scope = "global",
        };
        var random = grid.Tickets.Contains(TicketKind.RandomWeights)
            ? winning with { Ticket = TicketKind.RandomWeights }
            : new ClaimArm { Ticket = TicketKind.Random };
        var claim = new ClaimSpec { Name = words, Compare = winning, Against = random, Expect = ClaimExpectation.Grows };
        return
        [
            claim,
            claim with
            {
                Name = words + "2",
                Expect = ClaimExpectation.NotLower,
                Margin = 0.25,
                Targets = [grid.Targets[^1].Dataset.Text],
                Rounds = [grid.Pruning.Rounds],
            },
        ];
    }
}
