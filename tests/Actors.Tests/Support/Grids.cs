using System.Collections.Immutable;
using CsCheck;
using Sweeper.Actors.Specs;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Support;

/// <summary>Random small sweeps over the datasets a, b and c: every axis, filter and override that changes which trainings there are.</summary>
internal static class Grids
{
    private static readonly OverrideSpec LongerTargets = new() { Role = Role.Target, Recipe = new() { Length = Duration.Epochs(3) } };
    private static readonly OverrideSpec LongerOnB = new() { Datasets = ["b"], Recipe = new() { Length = Duration.Epochs(4) } };
    private static readonly OverrideSpec LaterRewindOnB = new() { Datasets = ["b"], Pruning = new() { Rewind = Duration.Steps(7) } };

    private static readonly Gen<ImmutableArray<SpecEndpoint>> Endpoints =
        from datasets in Some("a", "b", "c")
        from optimizers in Some("sgd", "adam")
        select Sweeps.Under(string.Join(' ', datasets), optimizers);

    private static readonly Gen<PruningSpec> Prunings =
        from rounds in Gen.Int[1, 3]
        from scopes in Some(PruningScope.Global, PruningScope.Layerwise)
        from fractions in Some(0.2m, 0.5m)
        from rewinds in Some(Duration.Zero, Duration.Epochs(1), Duration.Steps(3))
        from head in Gen.OneOfConst(HeadPolicy.ReinitIfShapeDiffers, HeadPolicy.Always)
        from masked in Gen.OneOfConst(HeadMask.Dense, HeadMask.Masked)
        from tensors in Gen.OneOfConst(PrunedTensors.Default, PrunedTensors.All)
        from norm in Gen.Bool
        from schedule in Gen.OneOfConst(ScheduleAfterReset.Restart, ScheduleAfterReset.Resume)
        select new PruningSpec
        {
            Rounds = rounds,
            Scopes = scopes,
            Fractions = fractions,
            Rewinds = rewinds,
            HeadPolicy = head,
            HeadMask = masked,
            Tensors = tensors,
            ResetNorm = norm,
            ScheduleAfterReset = schedule,
        };

    private static readonly Gen<ImmutableArray<PairFilter>> Pairs = Gen.OneOfConst<ImmutableArray<PairFilter>>(
        [],
        [new PairFilter.SameDataset()],
        [new PairFilter.CrossDataset()],
        [new PairFilter.SameOptimizer()],
        [new PairFilter.CrossOptimizer(), new PairFilter.Except(new(["a"], []), EndpointMatch.Any)],
        [new PairFilter.Only(EndpointMatch.Any, new(["b"], ["sgd"]))]);

    /// <summary>The sweeps.</summary>
    public static readonly Gen<SweepSpec> Small =
        from sources in Endpoints
        from targets in Endpoints
        from pruning in Prunings
        from evaluated in Some([.. Enumerable.Range(0, pruning.Rounds + 1)])
        from seeds in Some(0L, 1L)
        from tickets in Some(TicketKind.Winning, TicketKind.Random, TicketKind.RandomLayerwise, TicketKind.RandomWeights)
        from pairs in Pairs
        from overrides in Gen.OneOfConst<ImmutableArray<OverrideSpec>>([], [LongerTargets], [LongerOnB], [LongerTargets, LaterRewindOnB])
        select Sweeps.Winning() with
        {
            Sources = sources,
            Targets = targets,
            Pruning = pruning,
            EvaluatedRounds = evaluated,
            Seeds = seeds,
            Tickets = tickets,
            Pairs = pairs,
            Overrides = overrides,
        };

    /// <summary>At least one of some values, in their order.</summary>
    public static Gen<ImmutableArray<T>> Some<T>(params ImmutableArray<T> all) =>
        from keep in Gen.Bool.Array[all.Length]
        select keep.Contains(true) ? all.Where((_, i) => keep[i]).ToImmutableArray() : all[..1];
}
