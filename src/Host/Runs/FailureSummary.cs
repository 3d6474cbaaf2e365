using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Runs;

/// <summary>What went wrong, grouped by cause.</summary>
internal static class FailureSummary
{
    /// <summary>A line for each cause among the plan's stages.</summary>
    public static IEnumerable<string> Of(SweepPlan plan, IReadOnlyDictionary<StageKey, StageTrouble> troubles) =>
        from stage in plan.Stages
        where troubles.TryGetValue(stage.Key, out var found) && found.SetsAside(plan.Specs[0].OnFailure)
        let trouble = troubles[stage.Key]
        group stage by (trouble.Cause, trouble.Message) into alike
        orderby alike.Count() descending
        select $"failed: {alike.Count():N0} x {alike.Key.Message} (first: stage {alike.First().Key.Short}, {alike.First().Spec.Model} on {alike.First().Spec.Dataset.Display}, seed {alike.First().Spec.Seed})";
}
