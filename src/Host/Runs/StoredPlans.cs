using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Specs;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Runs;

/// <summary>Plans a stored sweep again, with the datasets as they were when it ran.</summary>
internal static class StoredPlans
{
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
