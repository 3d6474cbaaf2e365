using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Checks, for every training of a sweep with its overrides applied, that moments lie before the end of the training.</summary>
/// <param name="root">The file, for the places of problems.</param>
/// <param name="recipe">How networks are trained.</param>
/// <param name="pruning">How they are pruned.</param>
/// <param name="overrides">What replaces parts of both.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class TimeChecks(YamlNode root, RecipeSpec recipe, PruningSpec pruning, IReadOnlyList<OverrideSpec> overrides, ProblemList problems)
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
        CheckSchedule(optimizer, endpoint.Optimizer, matching, resolved.Length, where);
        if (role == Role.Source) CheckRewinds(matching, resolved.Length, where);
    }

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
            Report(place, $"the warmup of {optimizer.Warmup} is not over before the end of training, {length}{where}");
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
