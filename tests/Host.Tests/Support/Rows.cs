using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Support;

/// <summary>Rows with made-up accuracies that tell source, round and seed apart.</summary>
internal static class Rows
{
    /// <summary>A result for each cell.</summary>
    public static Dictionary<StageKey, StoredResult> Results(SweepPlan plan)
    {
        var results = new Dictionary<StageKey, StoredResult>();
        foreach (var group in plan.Groups)
        {
            foreach (var (seed, stage) in group.Cells)
            {
                var correct = 8000 + 100 * group.Round + 7 * (int)seed * (group.Round + 1) + (group.Source?.Dataset.Base switch { null => 0, "one" => 153, _ => 190 });
                results.TryAdd(plan.Stages[stage].Key, new(correct, 10_000, Masked(group.Round), 1000));
            }
        }
        return results;
    }

    /// <summary>Rows in the plan's order.</summary>
    public static List<ResultGroup> Of(SweepPlan plan, Dictionary<StageKey, StoredResult>? results = null, Dictionary<StageKey, StageTrouble>? troubles = null)
    {
        var reader = new GroupReader(plan, results ?? Results(plan), troubles ?? []);
        return [.. plan.Groups.Select(reader.Read)];
    }

    /// <summary>The small sweep with a cell of every state: what a run with every kind of failure leaves.</summary>
    public static (SweepPlan Plan, List<ResultGroup> Rows) EveryState()
    {
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: 3")));
        var results = Results(plan);
        var troubles = new Dictionary<StageKey, StageTrouble>();
        // The chain of `two` broke at round 1 of seed 0, so its round 2 is blocked; and so on.
        Lose(group => group is { Round: 1, Source.Dataset.Base: "two" }, 0, FailureCause.NotANumber);
        Lose(group => group is { Round: 2, Source.Dataset.Base: "two" }, 0, null);
        Lose(group => group is { Round: 2, Source.Dataset.Base: "one" }, 0, FailureCause.Error);
        Lose(group => group is { Round: 2, Source.Dataset.Base: "one" }, 1, FailureCause.Crash);
        foreach (var seed in (long[])[0, 1, 2]) Lose(group => group is { Round: 2, Source: null }, seed, null);
        Lose(group => group is { Round: 1, Source: null }, 2, null);
        return (plan, Of(plan, results, troubles));

        void Lose(Func<CellGroup, bool> of, long seed, FailureCause? cause)
        {
            var key = Plans.Stage(plan, of, seed).Key;
            results.Remove(key);
            if (cause is { } why) troubles.Add(key, new(3, why == FailureCause.Crash ? 3 : 0, why, "it broke"));
        }
    }

    /// <summary>A text with stages by number in the place of their keys, which change with the training version.</summary>
    public static string WithoutKeys(SweepPlan plan, string text) =>
        plan.Stages.Aggregate(text, (changed, stage) => changed.Replace(stage.Key.Value, $"stage {stage.Number}", StringComparison.Ordinal));

    private static long Masked(int round)
    {
        var remaining = 1000L;
        for (var i = 0; i < round; i++) remaining -= (long)Math.Ceiling(0.2 * remaining);
        return 1000 - remaining;
    }
}
