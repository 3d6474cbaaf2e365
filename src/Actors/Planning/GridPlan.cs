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
    private readonly Dictionary<(string Model, PruningPoint Point, string Source, string Optimizer, long Seed), ChainPlan> _chains = [];

    /// <summary>The chains planned so far.</summary>
    public IEnumerable<ChainPlan> Chains => _chains.Values;

    /// <summary>The cells of the sweep, grouped over seeds.</summary>
    public IEnumerable<CellGroup> Expand()
    {
        var sources = Endpoints(spec.Sources);
        foreach (var model in spec.Models)
        {
            foreach (var target in Endpoints(spec.Targets))
            {
                var allowed = sources.Where(source => spec.Pairs.All(filter => filter.Allows(source, target))).ToList();
                if (spec.Tickets.Contains(TicketKind.Winning))
                {
                    foreach (var source in allowed)
                        foreach (var group in Winning(model, source, target))
                            yield return group;
                }
                if (spec.Tickets.Contains(TicketKind.Random) && allowed.Count > 0)
                {
                    foreach (var group in Random(model, target)) yield return group;
                }
            }
        }
    }

    /// <summary>Every dataset and optimizer of a list of entries.</summary>
    public static List<Endpoint> Endpoints(IEnumerable<SpecEndpoint> entries) =>
        [.. entries.SelectMany(entry => entry.Optimizers.Select(optimizer => new Endpoint(entry.Dataset, optimizer)))];

    private IEnumerable<CellGroup> Winning(ModelSpec model, Endpoint source, Endpoint target) =>
        from point in Resolution.PointsFor(spec, model, source)
        from round in spec.Rounds
        select new CellGroup
        {
            Model = model,
            Fraction = point.Rule.Fraction,
            Pruning = point,
            Source = source,
            Target = target,
            Ticket = TicketKind.Winning,
            Round = round,
            Cells = [.. spec.Seeds.Select(seed => (seed, Value(WinningStage(model, point, source, target, round, seed))))],
        };

    private IEnumerable<CellGroup> Random(ModelSpec model, Endpoint target) =>
        from fraction in spec.Pruning.Fractions
        from round in spec.Rounds
        select new CellGroup
        {
            Model = model,
            Fraction = fraction,
            Pruning = null,
            Source = null,
            Target = target,
            Ticket = TicketKind.Random,
            Round = round,
            Cells = [.. spec.Seeds.Select(seed => (seed, Value(RandomStage(model, fraction, target, round, seed))))],
        };

    private PlannedStage WinningStage(ModelSpec model, PruningPoint point, Endpoint source, Endpoint target, int round, long seed)
    {
        var dense = Dense(model, target, Role.Target, seed);
        var isOwn = source.Dataset.Text == target.Dataset.Text && source.Optimizer == target.Optimizer;
        if (isOwn && round == 0) return graph.Add(dense);
        var chain = Chain(model, point, source, seed);
        var freshHead = spec.Pruning.HeadPolicy == HeadPolicy.Always || Info(source).Classes != Info(target).Classes;
        var (ticket, producers) = chain.Ticket(round, freshHead);
        var stage = dense with { Start = ticket, FirstStep = FirstStep(dense, point.Rewind) };
        // On its own source the ticket's training is the chain's own next stage, and then it also leaves the next mask.
        return isOwn && chain.SpecOf(round).ComputeKey() == stage.ComputeKey() ? chain.Stage(round) : graph.Add(stage, producers);
    }

    private PlannedStage RandomStage(ModelSpec model, decimal fraction, Endpoint target, int round, long seed)
    {
        var dense = Dense(model, target, Role.Target, seed);
        return graph.Add(round == 0 ? dense : dense with { Start = new StartingState.Random(fraction, round, spec.Pruning.PruneClassifier) });
    }

    private ChainPlan Chain(ModelSpec model, PruningPoint point, Endpoint source, long seed)
    {
        var key = (model.Text, point, source.Dataset.Text, source.Optimizer, seed);
        if (_chains.TryGetValue(key, out var known)) return known;
        var dense = Dense(model, source, Role.Source, seed);
        var rewindStep = point.Rewind.ToSteps(StepsPerEpoch(dense));
        return _chains[key] = new ChainPlan(graph, dense, point, rewindStep, spec.Pruning.ScheduleAfterReset, spec.KeepFinals);
    }

    private StageSpec Dense(ModelSpec model, Endpoint endpoint, Role role, long seed) => new()
    {
        Model = model,
        Dataset = endpoint.Dataset,
        DatasetDigest = Info(endpoint).Digest,
        Recipe = Resolution.RecipeFor(spec, model, endpoint, role),
        Seed = seed,
        Start = new StartingState.Init(),
    };

    private long FirstStep(StageSpec stage, Duration rewind) =>
        spec.Pruning.ScheduleAfterReset == ScheduleAfterReset.Resume ? rewind.ToSteps(StepsPerEpoch(stage)) : 0;

    private int StepsPerEpoch(StageSpec stage) => stage.Recipe.StepsPerEpoch(datasets[stage.Dataset.Text].TrainImages);

    private DatasetInfo Info(Endpoint endpoint) => datasets[endpoint.Dataset.Text];

    private static int Value(PlannedStage stage)
    {
        stage.IsCellValue = true;
        return stage.Number;
    }
}
