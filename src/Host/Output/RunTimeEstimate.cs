using Sweeper.Actors.Planning;

namespace Sweeper.Host.Output;

/// <summary>How long a run would take by measured speeds.</summary>
internal static class RunTimeEstimate
{
    /// <summary>Seconds with so many trainers: all work shared among them, but never less than the longest path; null where no speed was measured.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isOpen">Whether a stage is to be trained.</param>
    /// <param name="speeds">Measured speeds of one trainer.</param>
    /// <param name="trainers">Trainings at a time.</param>
    public static double? Seconds(SweepPlan plan, Func<PlannedStage, bool> isOpen, SpeedBook speeds, int trainers)
    {
        if (speeds.IsEmpty) return null;
        var costs = new StageCosts(plan);
        var pathEnds = new double[plan.Stages.Length];
        double total = 0, longest = 0;
        foreach (var stage in plan.Stages)
        {
            var seconds = isOpen(stage) ? speeds.Seconds(stage.Spec.Model.Name, costs.Of(stage)) : 0;
            total += seconds;
            pathEnds[stage.Number] = seconds + stage.Producers.Select(producer => pathEnds[producer]).DefaultIfEmpty().Max();
            longest = Math.Max(longest, pathEnds[stage.Number]);
        }
        return Math.Max(total / trainers, longest);
    }
}
