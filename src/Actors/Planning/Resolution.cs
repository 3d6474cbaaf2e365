using Sweeper.Actors.Specs;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;

namespace Sweeper.Actors.Planning;

/// <summary>What overrides make of a sweep's recipe and pruning for one training.</summary>
internal static class Resolution
{
    /// <summary>The recipe of a model on an endpoint in a role; later overrides win.</summary>
    public static Recipe RecipeFor(SweepSpec spec, ModelSpec model, Endpoint endpoint, Role role)
    {
        var recipe = spec.Recipe;
        foreach (var exception in spec.Overrides)
        {
            if (exception.Matches(model.Name, endpoint, role)) recipe = exception.Recipe.Apply(recipe);
        }
        return new Recipe(recipe.Length, recipe.BatchSize, recipe.Optimizers[endpoint.Optimizer])
        {
            MicroBatchSize = recipe.MicroBatchSize,
            DropLast = recipe.DropLast,
            LabelSmoothing = recipe.LabelSmoothing,
            Augmentation = recipe.Augmentation,
        };
    }

    /// <summary>The pruning points of a model on a source: an overridden rewind replaces the axis.</summary>
    public static IEnumerable<PruningPoint> PointsFor(SweepSpec spec, ModelSpec model, Endpoint source)
    {
        var rewind = spec.Overrides
            .Where(exception => exception.Pruning.Rewind is not null && exception.Matches(model.Name, source, Role.Source))
            .Select(exception => exception.Pruning.Rewind)
            .LastOrDefault();
        return SweepPlanner.Points(rewind is { } only ? spec.Pruning with { Rewinds = [only] } : spec.Pruning);
    }
}
