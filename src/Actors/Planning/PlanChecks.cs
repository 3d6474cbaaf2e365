using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Planning;

/// <summary>What can be wrong with a sweep only once its datasets are known.</summary>
internal static class PlanChecks
{
    /// <summary>Every problem, none twice.</summary>
    public static IEnumerable<PlanProblem> Check(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets)
    {
        var misfits = Sizeless(spec, datasets).ToList();
        if (misfits.Count == 0) misfits.AddRange(Misfits(spec, datasets));
        // Networks that cannot be built cannot be compared or counted.
        if (misfits.Count > 0) return misfits;
        var problems = Normalisations(spec, datasets).Concat(Rounds(spec, datasets)).Concat(LastBatchCheck.Check(spec, datasets));
        // Random tickets have no source: nothing of it needs to fit.
        if (spec.Tickets.Any(kind => kind != TicketKind.Random)) problems = Pairs(spec, datasets).Concat(problems).Concat(Rewinds(spec, datasets));
        // Only winning tickets bring trained weights, from where a schedule and an optimizer could go on.
        if (spec.Tickets.Contains(TicketKind.Winning)) problems = problems.Concat(Resumes(spec, datasets)).Concat(Moments(spec));
        return problems.DistinctBy(problem => problem.Message);
    }

    private static IEnumerable<PlanProblem> Sizeless(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets) =>
        from dataset in spec.Sources.Concat(spec.Targets).Select(entry => entry.Dataset).DistinctBy(dataset => dataset.Text)
        where !spec.Input.For(datasets[dataset.Text].Geometry).Geometry.HasSize
        select new PlanProblem(spec.Name, "input", $"the images of dataset '{dataset.Display}' differ in size; bring them to one with 'input: {{size: 224}}'");

    private static IEnumerable<PlanProblem> Misfits(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets) =>
        from model in spec.Models
        from dataset in spec.Sources.Concat(spec.Targets).Select(entry => entry.Dataset).DistinctBy(dataset => dataset.Text)
        let reason = ModelCatalog.Misfit(model, spec.Input.For(datasets[dataset.Text].Geometry).Geometry)
        where reason is not null
        select new PlanProblem(spec.Name, "models", $"{reason} (dataset '{dataset.Display}'); leave out the model or the dataset");

    private static IEnumerable<PlanProblem> Normalisations(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets) =>
        from dataset in spec.Sources.Concat(spec.Targets).Select(entry => entry.Dataset).DistinctBy(dataset => dataset.Text)
        where spec.Input.Normalisation == Normalisation.Imagenet && spec.Input.For(datasets[dataset.Text].Geometry).Geometry.Channels != 3
        select new PlanProblem(spec.Name, "input.normalisation",
            $"'imagenet' has constants for three channels, and '{dataset.Display}' has one; bring all to three with 'channels: 3', or use another normalisation");

    private static IEnumerable<PlanProblem> Pairs(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets)
    {
        foreach (var model in spec.Models)
        {
            foreach (var source in GridPlan.Endpoints(spec.Sources))
            {
                foreach (var target in GridPlan.Endpoints(spec.Targets))
                {
                    if (!spec.Pairs.All(filter => filter.Allows(source, target))) continue;
                    var (from, to) = (datasets[source.Dataset.Text], datasets[target.Dataset.Text]);
                    var (found, trained) = (spec.Input.For(from.Geometry).Geometry, spec.Input.For(to.Geometry).Geometry);
                    if (BodyShapes(model, found, from.Classes).SequenceEqual(BodyShapes(model, trained, to.Classes))) continue;
                    var remedy = found.Channels == trained.Channels
                        ? "its first layers depend on the image size; bring all to one with 'input: {size: 32}', exclude the pair under 'pairs', or use a model with global pooling such as vgg-11"
                        : "its first layer depends on the number of channels; bring all to three with 'input: {channels: 3}', or exclude the pair under 'pairs'";
                    yield return new(spec.Name, "targets",
                        $"a ticket of {model} found on '{source.Dataset.Display}' ({found}) does not fit '{target.Dataset.Display}' ({trained}): {remedy}");
                }
            }
        }
    }

    private static IEnumerable<string> BodyShapes(ModelSpec model, ImageGeometry input, int classes) =>
        ModelCatalog.Build(model, input, classes).Parameters
            .Where(slot => !slot.IsHead)
            .Select(slot => $"{slot.Name} {string.Join('x', slot.Shape)}");

    private static IEnumerable<PlanProblem> Rounds(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets)
    {
        foreach (var model in spec.Models)
        {
            foreach (var dataset in spec.Sources.Concat(spec.Targets).Select(entry => datasets[entry.Dataset.Text]).Distinct())
            {
                var architecture = ModelCatalog.Build(model, spec.Input.For(dataset.Geometry).Geometry, dataset.Classes);
                foreach (var rule in SweepPlanner.Points(spec.Pruning).Select(point => point.Rule).Distinct())
                {
                    if (!architecture.Prunable(rule.Tensors).Any())
                    {
                        yield return new(spec.Name, "pruning.prune_tensors", $"{model} has no tensor that may be pruned; add a kind to 'prune_tensors', or set 'prune_classifier: true'");
                        continue;
                    }
                    if (PruningSchedule.Remaining(architecture, rule, spec.Pruning.Rounds) > 0) continue;
                    var most = Enumerable.Range(0, spec.Pruning.Rounds).Last(rounds => PruningSchedule.Remaining(architecture, rule, rounds) > 0);
                    yield return new(spec.Name, "pruning.rounds",
                        $"{spec.Pruning.Rounds} rounds of {rule.Fraction:0.####} leave no weight of {model}'s {architecture.Prunable(rule.Tensors).Sum(slot => (long)slot.Length):N0}; at most {most} rounds leave one");
                }
            }
        }
    }

    // Under schedule_after_reset: resume a target's schedule starts at the rewind point, and must not be over by then.
    private static IEnumerable<PlanProblem> Resumes(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets)
    {
        if (spec.Pruning.ScheduleAfterReset != ScheduleAfterReset.Resume) yield break;
        foreach (var model in spec.Models)
        {
            foreach (var target in GridPlan.Endpoints(spec.Targets))
            {
                var recipe = Resolution.RecipeFor(spec, model, target, Role.Target);
                var perEpoch = recipe.StepsPerEpoch(datasets[target.Dataset.Text].TrainImages);
                var length = recipe.Length.ToSteps(perEpoch);
                var met = GridPlan.Endpoints(spec.Sources).Where(source => spec.Pairs.All(filter => filter.Allows(source, target)));
                foreach (var rewind in met.SelectMany(source => Resolution.PointsFor(spec, model, source)).Select(point => point.Rewind).Distinct())
                {
                    if (rewind.ToSteps(perEpoch) < length) continue;
                    yield return new(spec.Name, "pruning.schedule_after_reset",
                        $"'resume' at {rewind} is step {rewind.ToSteps(perEpoch):N0} on {target}, at or past the end of its training ({length:N0} steps); rewind earlier, train longer, or use 'restart'");
                }
            }
        }
    }

    // The moments of one kind of optimizer mean nothing to another.
    private static IEnumerable<PlanProblem> Moments(SweepSpec spec)
    {
        if (spec.Pruning.OptimizerState != OptimizerStart.Rewound) yield break;
        foreach (var source in GridPlan.Endpoints(spec.Sources))
        {
            foreach (var target in GridPlan.Endpoints(spec.Targets))
            {
                if (!spec.Pairs.All(filter => filter.Allows(source, target))) continue;
                var (found, trained) = (spec.Recipe.Optimizers[source.Optimizer].Kind, spec.Recipe.Optimizers[target.Optimizer].Kind);
                if ((found == OptimizerKind.Sgd) == (trained == OptimizerKind.Sgd)) continue;
                yield return new(spec.Name, "pruning.optimizer_state",
                    $"'rewound' gives {target} the moments of {source}, which is another kind of optimizer; use 'fresh', or 'pairs: [same-optimizer]'");
            }
        }
    }

    private static IEnumerable<PlanProblem> Rewinds(SweepSpec spec, IReadOnlyDictionary<string, DatasetInfo> datasets)
    {
        foreach (var model in spec.Models)
        {
            foreach (var source in GridPlan.Endpoints(spec.Sources))
            {
                var recipe = Resolution.RecipeFor(spec, model, source, Role.Source);
                var perEpoch = recipe.StepsPerEpoch(datasets[source.Dataset.Text].TrainImages);
                var length = recipe.Length.ToSteps(perEpoch);
                foreach (var point in Resolution.PointsFor(spec, model, source))
                {
                    if (point.Rewind.ToSteps(perEpoch) < length) continue;
                    yield return new(spec.Name, "pruning.rewind",
                        $"rewind {point.Rewind} is step {point.Rewind.ToSteps(perEpoch):N0} on {source}, at or past the end of its training ({length:N0} steps); rewind earlier or train longer");
                }
            }
        }
    }
}
