using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Yaml;

/// <summary>The words of a sweep file for every value that is chosen from a few.</summary>
public static class SpecWords
{
    public static WordTable<Initialisation> Initialisations { get; } = new([.. InitialisationNames.All.Select(pair => (pair.Key, pair.Value))]);

    public static WordTable<Stem> Stems { get; } = new([.. StemNames.All.Select(pair => (pair.Key, pair.Value))]);

    public static WordTable<Normalisation> Normalisations { get; } = Table(
    [
        ("dataset", Normalisation.Dataset), ("imagenet", Normalisation.Imagenet), ("half", Normalisation.Half), ("none", Normalisation.None),
    ]);

    public static WordTable<TicketKind> Tickets { get; } = Table(
    [
        ("winning", TicketKind.Winning), ("random", TicketKind.Random), ("random-layerwise", TicketKind.RandomLayerwise),
        ("random-weights", TicketKind.RandomWeights),
    ]);

    public static WordTable<PruningScope> Scopes { get; } = Table([("global", PruningScope.Global), ("layerwise", PruningScope.Layerwise)]);

    public static WordTable<PruningCriterion> Criteria { get; } = Table([("magnitude", PruningCriterion.Magnitude)]);

    public static WordTable<TensorKind> TensorKinds { get; } = Table([("conv", TensorKind.Conv), ("linear", TensorKind.Linear)]);

    public static WordTable<HeadPolicy> HeadPolicies { get; } =
        Table([("reinit_if_shape_differs", HeadPolicy.ReinitIfShapeDiffers), ("always", HeadPolicy.Always)]);

    public static WordTable<HeadMask> HeadMasks { get; } = Table([("dense", HeadMask.Dense), ("masked", HeadMask.Masked)]);

    public static WordTable<OptimizerStart> OptimizerStarts { get; } = Table([("fresh", OptimizerStart.Fresh), ("rewound", OptimizerStart.Rewound)]);

    public static WordTable<ScheduleAfterReset> SchedulesAfterReset { get; } =
        Table([("restart", ScheduleAfterReset.Restart), ("resume", ScheduleAfterReset.Resume)]);

    public static WordTable<OptimizerKind> OptimizerKinds { get; } =
        Table([("sgd", OptimizerKind.Sgd), ("adam", OptimizerKind.Adam), ("adamw", OptimizerKind.AdamW)]);

    public static WordTable<RateSchedule> RateSchedules { get; } = Table([("milestones", RateSchedule.Milestones), ("cosine", RateSchedule.Cosine)]);

    public static WordTable<Augmentation> Augmentations { get; } =
        new([.. Enum.GetValues<Augmentation>().Select(augmentation => (augmentation.Name(), augmentation))]);

    public static WordTable<DeviceKind> Devices { get; } = Table([("cpu", DeviceKind.Cpu), ("cuda", DeviceKind.Cuda)]);

    public static WordTable<Role> Roles { get; } = Table([("source", Role.Source), ("target", Role.Target)]);

    public static WordTable<NanPolicy> NanPolicies { get; } = Table([("quarantine", NanPolicy.Quarantine), ("stop", NanPolicy.Stop)]);

    public static WordTable<ClaimExpectation> Expectations { get; } = Table(
    [
        ("higher", ClaimExpectation.Higher), ("lower", ClaimExpectation.Lower), ("not-lower", ClaimExpectation.NotLower),
        ("equal", ClaimExpectation.Equal), ("grows", ClaimExpectation.Grows),
    ]);

    /// <summary>The entries of <c>pairs</c> that are words.</summary>
    public static ImmutableArray<(string Word, PairFilter Filter)> PairFilters { get; } =
    [
        ("same-dataset", new PairFilter.SameDataset()), ("cross-dataset", new PairFilter.CrossDataset()),
        ("same-optimizer", new PairFilter.SameOptimizer()), ("cross-optimizer", new PairFilter.CrossOptimizer()),
    ];

    private static WordTable<T> Table<T>((string Word, T Value)[] entries)
        where T : struct, Enum => new([.. entries]);
}
