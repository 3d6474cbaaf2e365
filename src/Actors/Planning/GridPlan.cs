using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Planning;

/// <summary>Expands one sweep: its cells, and into a shared graph the stages that they need and no others.</summary>
internal sealed class GridPlan(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets, StageGraph graph)
{
    private readonly Dictionary<(string Model, PruningPoint Point, string Source, string Optimizer), Dictionary<long, ChainPlan>> _chains = [];

    /// <summary>The chains planned so far.</summary>
    public IEnumerable<ChainPlan> Chains => _chains.Values.SelectMany(bySeed => bySeed.Values);

    /// <summary>The cells of the sweep, grouped over seeds: with adaptive seeds all that may ever be asked for.</summary>
    public IEnumerable<CellGroup> Expand()
    {
        if (spec.SeedRule is not { } rule) return Rows().Select(row => row.Plan(spec.Seeds));
        var rows = Rows().ToList();
        var growing = SeedComparisons.Of(spec, rows.Select(row => row.Group)).SelectMany(comparison => comparison.Groups)
            .ToHashSet<CellGroup>(ReferenceEqualityComparer.Instance);
        return rows.Select(row => row.Plan(growing.Contains(row.Group) ? spec.Seeds : spec.Seeds[..rule.Min]));
    }

    private IEnumerable<GridRow> Rows()
    {
        var sources = Endpoints(spec.Sources);
        foreach (var model in spec.Models)
        {
            foreach (var target in Endpoints(spec.Targets))
            {
                var allowed = sources.Where(source => spec.Pairs.All(filter => filter.Allows(source, target))).ToList();
                foreach (var kind in spec.Tickets)
                {
                    foreach (var group in kind == TicketKind.Random ? Random(model, target, allowed.Count > 0) : allowed.SelectMany(source => Sourced(kind, model, source, target)))
                        yield return group;
                }
            }
        }
    }

    /// <summary>Every dataset and optimizer of a list of entries.</summary>
    public static List<Endpoint> Endpoints(IEnumerable<SpecEndpoint> entries) =>
        [.. entries.SelectMany(entry => entry.Optimizers.Select(optimizer => new Endpoint(entry.Dataset, optimizer)))];

    // What seeds and rounds share is found once: a sweep may have a million cells.
    private IEnumerable<GridRow> Sourced(TicketKind kind, ModelSpec model, Endpoint source, Endpoint target)
    {
        var (found, trained) = (Dense(model, source, Role.Source), Dense(model, target, Role.Target));
        var isOwn = source.Dataset.Text == target.Dataset.Text && source.Optimizer == target.Optimizer;
        var head = Head(source, target);
        foreach (var point in Resolution.PointsFor(spec, model, source))
        {
            var chains = ChainsOf(model, point, source);
            var firstStep = FirstStep(trained, point.Rewind);
            foreach (var round in spec.Rounds)
            {
                var group = new CellGroup
                {
                    Model = model,
                    Fraction = point.Rule.Fraction,
                    Pruning = point,
                    Source = source,
                    Target = target,
                    Ticket = kind,
                    Round = round,
                    Cells = [],
                };
                yield return new(group, seed => StageOf(point, chains, firstStep, round, seed));
            }
        }

        PlannedStage StageOf(PruningPoint point, Dictionary<long, ChainPlan> chains, long firstStep, int round, long seed)
        {
            var dense = trained with { Seed = seed };
            if (round == 0 && (isOwn || kind != TicketKind.Winning)) return graph.Add(dense, []);
            if (!chains.TryGetValue(seed, out var chain)) chains[seed] = chain = Chain(found with { Seed = seed }, point);
            return kind == TicketKind.Winning ? Winning(chain, dense with { FirstStep = firstStep }, round) : Redrawn(chain, dense, round);
        }

        PlannedStage Winning(ChainPlan chain, StageSpec stage, int round)
        {
            var (ticket, producers) = chain.Ticket(round, head);
            stage = stage with { Start = ticket };
            // On its own source the ticket's training is the chain's own next stage, and then it also leaves the next mask.
            return isOwn && chain.SpecOf(round).ComputeKey() == stage.ComputeKey() ? chain.Stage(round) : graph.Add(stage, producers);
        }

        // Fresh weights were never trained, so there is no point to which their schedule could resume.
        PlannedStage Redrawn(ChainPlan chain, StageSpec stage, int round)
        {
            var (mask, producers) = chain.Mask(round);
            // Equal trainings have equal keys: where no mask reaches the last layer it is dense.
            var maskedHead = spec.Pruning.Tensors.Classifier ? head : HeadStart.Fresh;
            StartingState start = kind == TicketKind.RandomLayerwise ? new StartingState.RandomLayerwise(mask, round, maskedHead) : new StartingState.RandomWeights(mask, maskedHead);
            return graph.Add(stage with { Start = start }, producers);
        }
    }

    private HeadStart Head(Endpoint source, Endpoint target)
    {
        var fits = Info(source).Classes == Info(target).Classes;
        if (fits && spec.Pruning.HeadPolicy == HeadPolicy.ReinitIfShapeDiffers) return HeadStart.Kept;
        return fits && spec.Pruning.HeadMask == HeadMask.Masked && spec.Pruning.Tensors.Classifier ? HeadStart.FreshMasked : HeadStart.Fresh;
    }

    private IEnumerable<GridRow> Random(ModelSpec model, Endpoint target, bool isMet)
    {
        if (!isMet) yield break;
        var dense = Dense(model, target, Role.Target);
        foreach (var fraction in spec.Pruning.Fractions)
        {
            foreach (var round in spec.Rounds)
            {
                StartingState start = round == 0 ? dense.Start : new StartingState.Random(fraction, round, spec.Pruning.Tensors);
                var group = new CellGroup
                {
                    Model = model,
                    Fraction = fraction,
                    Pruning = null,
                    Source = null,
                    Target = target,
                    Ticket = TicketKind.Random,
                    Round = round,
                    Cells = [],
                };
                yield return new(group, seed => graph.Add(dense with { Seed = seed, Start = start }, []));
            }
        }
    }

    private Dictionary<long, ChainPlan> ChainsOf(ModelSpec model, PruningPoint point, Endpoint source)
    {
        var key = (model.Text, point, source.Dataset.Text, source.Optimizer);
        return _chains.TryGetValue(key, out var known) ? known : _chains[key] = [];
    }

    private ChainPlan Chain(StageSpec dense, PruningPoint point) =>
        new(graph, dense, point, point.Rewind.ToSteps(StepsPerEpoch(dense)), spec.Pruning, spec.KeepFinals);

    // The dense training of the first seed; those of others differ in nothing else.
    private StageSpec Dense(ModelSpec model, Endpoint endpoint, Role role) => new()
    {
        Model = model,
        Dataset = endpoint.Dataset,
        DatasetDigest = Info(endpoint).Digest,
        Input = spec.Input.For(Info(endpoint).Geometry),
        Recipe = Resolution.RecipeFor(spec, model, endpoint, role),
        Seed = spec.Seeds[0],
        Start = new StartingState.Init(),
    };

    private long FirstStep(StageSpec stage, Duration rewind) =>
        spec.Pruning.ScheduleAfterReset == ScheduleAfterReset.Resume ? rewind.ToSteps(StepsPerEpoch(stage)) : 0;

    private int StepsPerEpoch(StageSpec stage) => stage.Recipe.StepsPerEpoch(datasets[stage.Dataset.Text].TrainImages);

    private DatasetInfo Info(Endpoint endpoint) => datasets[endpoint.Dataset.Text];
}
