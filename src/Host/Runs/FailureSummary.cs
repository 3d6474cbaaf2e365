using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Runs;

/// <summary>What went wrong, grouped by cause.</summary>
internal static class FailureSummary
{
    private const int MostLines = 10;

    /// <summary>A line for each cause among the plan's stages, the most frequent first; of very many causes the first.</summary>
    public static IEnumerable<string> Of(SweepPlan plan, IReadOnlyDictionary<StageKey, StageTrouble> troubles)
    {
        var failed = from stage in plan.Stages
                     where troubles.TryGetValue(stage.Key, out var found) && found.SetsAside(plan.Specs[0].OnFailure)
                     let trouble = troubles[stage.Key]
                     group stage by (trouble.Cause, trouble.Message) into alike
                     orderby alike.Count() descending, alike.First().Number
                     select (alike.Key.Message, Stages: alike.ToList());
        var causes = failed.ToList();
        foreach (var (message, stages) in causes.Take(MostLines))
        {
            var first = stages[0];
            yield return TerminalText.Clean(
                $"failed: {stages.Count:N0} x {message} (first: stage {first.Key.Short}, {first.Spec.Model} on {first.Spec.Dataset.Display}, seed {first.Spec.Seed})");
        }
        if (causes.Count > MostLines)
            yield return $"failed: {Humans.Count(causes.Skip(MostLines).Sum(cause => cause.Stages.Count), "more training")} of {Humans.Count(causes.Count - MostLines, "other cause")}";
    }
}
