using Sweeper.Actors.Results;
using Sweeper.Host.Output;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Runs;

/// <summary>Says so when the results of some stages were computed on machines that need not agree to the last bit (law 1).</summary>
internal static class EnvironmentSummary
{
    /// <summary>Nothing where all is of one numeric environment; else a line for each.</summary>
    public static IEnumerable<string> Of(IReadOnlySet<StageKey> stages, IResultStore results)
    {
        var environments = results.Environments(stages);
        if (environments.Count < 2) yield break;
        yield return $"these results come from {environments.Count} numeric environments, which may differ in the last digits:";
        foreach (var (environment, count) in environments) yield return $"  {Humans.Count(count, "training")}: {environment}";
    }
}
