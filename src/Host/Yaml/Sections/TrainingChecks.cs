using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Checks every training of a sweep, its overrides applied: moments lie before its end, and values that overrides bring together agree.</summary>
/// <param name="root">The file, for the places of problems.</param>
/// <param name="recipe">How networks are trained.</param>
/// <param name="pruning">How they are pruned.</param>
/// <param name="overrides">What replaces parts of both.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class TrainingChecks(YamlNode root, RecipeSpec recipe, PruningSpec pruning, IReadOnlyList<OverrideSpec> overrides, ProblemList problems)
{
    private readonly HashSet<Place> _reported = [];

    /// <summary>Checks the sources' trainings with their rewind points, and the targets'.</summary>
    public void Check(IReadOnlyList<string> models, IEnumerable<Endpoint> sources, IEnumerable<Endpoint> targets)
    {
        var (chains, transfers) = (sources.ToList(), targets.ToList());
        foreach (var model in models)
        {
            foreach (var endpoint in chains) CheckOne(model, endpoint, Role.Source);
            foreach (var endpoint in transfers) CheckOne(model, endpoint, Role.Target);
        }
    }

    private void CheckOne(string model, Endpoint endpoint, Role role)
    {
        var matching = Enumerable.Range(0, overrides.Count).Where(i => overrides[i].Matches(model, endpoint, role)).ToList();
        var resolved = matching.Aggregate(recipe, (patched, i) => overrides[i].Recipe.Apply(patched));
        var optimizer = resolved.Optimizers[endpoint.Optimizer];
        var where = matching.Count == 0 ? "" : $" for {model} on {endpoint}";
        CheckBatch(resolved, matching, where);
        CheckOptimizer(optimizer, endpoint.Optimizer, matching, where);
        CheckSchedule(optimizer, endpoint.Optimizer, matching, resolved.Length, where);
        if (role == Role.Source) CheckRewinds(matching, resolved.Length, where);
    }

    private void CheckBatch(RecipeSpec resolved, List<int> matching, string where)
    {
        if (resolved.MicroBatchSize is not { } micro || micro <= resolved.BatchSize) return;
        var changes = matching.Where(i => overrides[i].Recipe is { MicroBatchSize: not null } or { BatchSize: not null }).ToList();
        var place = changes is [.., var last]
            ? root.PlaceOf("overrides", last, "recipe", overrides[last].Recipe.MicroBatchSize is null ? "batch_size" : "micro_batch_size")
            : root.PlaceOf("recipe", "micro_batch_size");
        Report(place, $"the micro batch of {micro} is larger than the batch of {resolved.BatchSize}{where}; give a micro_batch_size of at most {resolved.BatchSize}");
    }

    private void CheckOptimizer(OptimizerSpec optimizer, string name, List<int> matching, string where)
    {
        if (optimizer is { Nesterov: true, Momentum: 0 })
        {
            // The recipe's own optimizers agree with themselves, so an override it was.
            var last = matching.FindLast(i => Patch(i, name) is { Momentum: not null } or { Nesterov: not null });
            var place = root.PlaceOf("overrides", last, "recipe", "optimizers", name, Patch(last, name)!.Momentum is null ? "nesterov" : "momentum");
            Report(place, $"nesterov looks ahead along a momentum, which is 0{where}; raise momentum, or set nesterov: false");
        }
        if (optimizer.Schedule != RateSchedule.Cosine) return;
        // What stood there before the cosine it replaces; what comes after it would do nothing.
        var since = matching.FindLastIndex(i => Patch(i, name)?.Schedule is not null) + 1;
        foreach (var i in matching.Skip(since))
        {
            if (Patch(i, name) is not { } patch) continue;
            if (!patch.Milestones.IsDefault) Idle(i, "milestones");
            if (patch.Gamma is not null) Idle(i, "gamma");
        }

        void Idle(int i, string key) => Report(root.PlaceOf("overrides", i, "recipe", "optimizers", name, key),
            $"{key} has no effect under schedule: cosine{where}; remove it, or add schedule: milestones");
    }

    private OptimizerPatch? Patch(int i, string optimizer) => overrides[i].Recipe.Optimizers.GetValueOrDefault(optimizer);

    private void CheckSchedule(OptimizerSpec optimizer, string name, List<int> matching, Duration length, string where)
    {
        if (optimizer.Milestones is [.., var last] && IsPast(last, length))
        {
            var place = PlaceOfSchedule(name, "milestones", patch => !patch.Milestones.IsDefault, matching);
            Report(place, $"the milestone {last} is not before the end of training, {length}{where}");
        }
        if (IsPast(optimizer.Warmup, length))
        {
            var place = PlaceOfSchedule(name, "warmup", patch => patch.Warmup is not null, matching);
            Report(place, $"the warmup of {optimizer.Warmup} is not over before the end of training, {length}{where}; shorten it, or train longer");
        }
    }

    private void CheckRewinds(List<int> matching, Duration length, string where)
    {
        var last = matching.FindLast(i => overrides[i].Pruning.Rewind is not null);
        var own = matching.Any(i => overrides[i].Pruning.Rewind is not null);
        var rewinds = own ? [overrides[last].Pruning.Rewind!.Value] : pruning.Rewinds;
        var place = own ? root.PlaceOf("overrides", last, "pruning", "rewind") : root.PlaceOf("pruning", "rewind");
        foreach (var rewind in rewinds)
            if (IsPast(rewind, length))
                Report(place, $"the rewind point {rewind} is not before the end of training, {length}{where}; choose an earlier one, such as rewind: 0");
    }

    private Place PlaceOfSchedule(string optimizer, string key, Func<OptimizerPatch, bool> changes, List<int> matching)
    {
        foreach (var i in Enumerable.Reverse(matching))
        {
            if (overrides[i].Recipe.Optimizers.TryGetValue(optimizer, out var patch) && changes(patch))
                return root.PlaceOf("overrides", i, "recipe", "optimizers", optimizer, key);
        }
        return root.PlaceOf("recipe", "optimizers", optimizer, key);
    }

    private void Report(Place place, string message)
    {
        if (_reported.Add(place)) problems.Add(place, message);
    }

    /// <summary>Epochs and steps are compared only once the dataset's size is known; until then they are taken to fit.</summary>
    private static bool IsPast(Duration moment, Duration length) => moment != Duration.Zero && moment.Unit == length.Unit && moment.Count >= length.Count;
}
