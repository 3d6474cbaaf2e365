using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Specs;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Runs;

/// <summary>Plans a stored sweep again, with the datasets as they were when it ran.</summary>
internal static class StoredPlans
{
    /// <summary>The plans of a store's sweeps, or of the one named, and what a reader should know: the sweeps that this version does not read.</summary>
    /// <exception cref="UserException">The store has no such sweep, or none that this version reads.</exception>
    public static (IReadOnlyList<(string Name, SweepPlan Plan)> Plans, IReadOnlyList<string> Notes) All(SweepStore store, string folder, string? sweep)
    {
        var stored = store.Results.Sweeps();
        var sweeps = sweep is null && stored.Count > 0 ? stored : [StoredRows.Choose(stored, folder, sweep)];
        var plans = new List<(string, SweepPlan)>();
        var notes = new List<string>();
        foreach (var one in sweeps)
        {
            try
            {
                plans.Add((one.Name, Plan(one)));
            }
            catch (UserException unreadable) when (sweeps.Count > 1)
            {
                // One sweep of another version must not hide what all others ask for.
                notes.Add($"left out: {unreadable.Message}");
            }
        }
        return plans.Count > 0 ? (plans, notes) : throw new UserException(string.Join('\n', notes));
    }

    /// <summary>The plan of a stored sweep; its keys are those of the run.</summary>
    /// <exception cref="UserException">This version does not read the spec, or cannot plan it.</exception>
    public static SweepPlan Plan(StoredSweep sweep)
    {
        var paths = DatasetPaths.FromEnvironment();
        var bases = sweep.Datasets.Keys.Select(text => DatasetRef.Named(text.Split('?')[0]).Base);
        var spec = new SpecFiles(new DatasetCatalog(paths), paths).ReadStored(sweep.Name, sweep.Yaml, bases);
        var plan = SweepPlanner.Plan([spec], dataset => sweep.Datasets.GetValueOrDefault(dataset.Text));
        // A plan with problems is empty: taken for the sweep's own, it would show no results and let every ticket be deleted.
        return plan.Problems.IsEmpty ? plan : throw new UserException(
            $"sweep '{sweep.Name}' in the store cannot be planned by this version: {plan.Problems[0].Path}: {plan.Problems[0].Message}");
    }
}
