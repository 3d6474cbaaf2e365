using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;

namespace Sweeper.Actors.Planning;

/// <summary>Expands sweeps to cells and merges these to stages. Pure: the datasets' facts come in as a function.</summary>
public static class SweepPlanner
{
    /// <summary>One plan for some sweeps: what they share stands in it once.</summary>
    /// <param name="specs">The sweeps.</param>
    /// <param name="describe">What is known of a dataset; null where nothing is.</param>
    public static SweepPlan Plan(IReadOnlyList<SweepSpec> specs, Func<DatasetRef, DatasetInfo?> describe)
    {
        var datasets = new Dictionary<string, DatasetInfo>();
        var problems = new List<PlanProblem>();
        foreach (var spec in specs)
        {
            foreach (var (path, endpoint) in spec.Sources.Select(source => ("sources", source)).Concat(spec.Targets.Select(target => ("targets", target))))
            {
                if (datasets.ContainsKey(endpoint.Dataset.Text)) continue;
                if (describe(endpoint.Dataset) is { } info) datasets[endpoint.Dataset.Text] = info;
                else problems.Add(new(spec.Name, path, $"dataset '{endpoint.Dataset.Text}' is not at hand and nothing is known of it; put its four idx files in a folder of that name on SWEEPER_DATA, or name class folders of images as 'folder:PATH'"));
            }
        }
        if (problems.Count == 0) problems.AddRange(specs.SelectMany(spec => PlanChecks.Check(spec, datasets)));
        if (problems.Count > 0) return Refusal();

        var graph = new StageGraph();
        var groups = ImmutableArray.CreateBuilder<CellGroup>();
        var chains = new HashSet<(StageKey, PruningRule, long)>();
        foreach (var spec in specs)
        {
            var grid = new GridPlan(spec, datasets, graph);
            var cells = grid.Expand().ToList();
            problems.AddRange(ClaimChecks.Check(spec, cells));
            groups.AddRange(cells);
            chains.UnionWith(grid.Chains.Select(chain => chain.Identity));
        }
        if (problems.Count > 0) return Refusal();
        return new([.. specs], groups.ToImmutable(), graph.Stages, chains.Count, datasets.ToImmutableDictionary(), []);

        SweepPlan Refusal() => new([.. specs], [], [], 0, datasets.ToImmutableDictionary(), [.. problems.Distinct()]);
    }

    /// <summary>The points of a spec's pruning axes, in the order of their lists.</summary>
    public static IEnumerable<PruningPoint> Points(PruningSpec pruning) =>
        from scope in pruning.Scopes
        from criterion in pruning.Criteria
        from fraction in pruning.Fractions
        from rewind in pruning.Rewinds
        select new PruningPoint(new PruningRule(scope, criterion, fraction, pruning.Tensors), rewind);
}
