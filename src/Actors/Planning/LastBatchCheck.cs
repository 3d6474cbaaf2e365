using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;

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
        var sources = spec.Tickets.Any(kind => kind != TicketKind.Random) ? GridPlan.Endpoints(spec.Sources).Select(endpoint => (endpoint, Role.Source)) : [];
        foreach (var model in spec.Models)
        {
            foreach (var (endpoint, role) in sources.Concat(targets))
            {
                var (info, recipe) = (datasets[endpoint.Dataset.Text], Resolution.RecipeFor(spec, model, endpoint, role));
                var input = spec.Input.For(info.Geometry).Geometry;
                if (!HasPassOfOne(recipe, info.TrainImages) || !ModelCatalog.Build(model, input, info.Classes).NeedsTwoImages) continue;
                var parts = recipe.ImagesAPass < recipe.BatchSize ? $" in parts of {recipe.ImagesAPass:N0}" : "";
                yield return new(spec.Name, "recipe.batch_size",
                    $"batches of {recipe.BatchSize:N0}{parts} of the {info.TrainImages:N0} images of '{endpoint.Dataset.Display}' leave a batch of one image, which {model} cannot "
                    + $"normalise: its last maps of a {input.Height}x{input.Width} image are one pixel; choose another batch size");
            }
        }
    }

    // Batches are full but the last of an epoch, which a short training may not reach; each is cut into passes.
    private static bool HasPassOfOne(Recipe recipe, int images)
    {
        var perEpoch = recipe.StepsPerEpoch(images);
        var last = Math.Min(images, images - ((perEpoch - 1) * recipe.BatchSize));
        var reachesLast = recipe.Length.ToSteps(perEpoch) >= perEpoch;
        return (images >= recipe.BatchSize && Rest(recipe.BatchSize) == 1) || (reachesLast && !(recipe.DropLast && images >= recipe.BatchSize) && Rest(last) == 1);

        int Rest(int batch) => batch % recipe.ImagesAPass is > 0 and var rest ? rest : recipe.ImagesAPass;
    }
}
