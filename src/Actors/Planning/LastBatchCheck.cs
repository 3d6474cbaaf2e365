using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;

namespace Sweeper.Actors.Planning;

/// <summary>
/// A batch of one image that a network has made one pixel has no variance: batch norm's running statistics become NaN, and the training
/// fails at its end.
/// </summary>
internal static class LastBatchCheck
{
    /// <summary>The trainings that come to such a batch.</summary>
    public static IEnumerable<PlanProblem> Check(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets)
    {
        var targets = GridPlan.Endpoints(spec.Targets).Select(endpoint => (endpoint, Role.Target));
        var sources = spec.Tickets.Contains(TicketKind.Winning) ? GridPlan.Endpoints(spec.Sources).Select(endpoint => (endpoint, Role.Source)) : [];
        foreach (var model in spec.Models)
        {
            foreach (var (endpoint, role) in sources.Concat(targets))
            {
                var (info, recipe) = (datasets[endpoint.Dataset.Text], Resolution.RecipeFor(spec, model, endpoint, role));
                if (info.TrainImages % recipe.BatchSize != 1 && recipe.BatchSize != 1) continue;
                var perEpoch = recipe.StepsPerEpoch(info.TrainImages);
                var reachesIt = recipe.BatchSize == 1 || recipe.Length.ToSteps(perEpoch) >= perEpoch;
                if (!reachesIt || !ModelCatalog.Build(model, info.Geometry, info.Classes).NeedsTwoImages) continue;
                yield return new(spec.Name, "recipe.batch_size",
                    $"batches of {recipe.BatchSize:N0} of the {info.TrainImages:N0} images of '{endpoint.Dataset.Display}' leave a batch of one image, which {model} cannot "
                    + $"normalise: its last maps of a {info.Geometry.Height}x{info.Geometry.Width} image are one pixel; choose another batch size");
            }
        }
    }
}
