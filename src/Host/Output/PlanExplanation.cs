using System.Text;
using Sweeper.Actors.Planning;

namespace Sweeper.Host.Output;

/// <summary>Why a plan has the trainings it has: what <c>plan --explain</c> adds.</summary>
internal static class PlanExplanation
{
    /// <summary>Lines, the last one ended.</summary>
    public static string Of(SweepPlan plan)
    {
        var text = new StringBuilder();
        var values = plan.Groups.SelectMany(group => group.Cells.Select(cell => cell.Stage)).ToList();
        text.AppendLine($"# {Humans.Count(plan.Stages.Length, "training")}:");
        text.AppendLine($"#   {plan.Stages.Count(stage => stage.IsCellValue):N0} give the accuracy of a cell; {values.Count - values.Distinct().Count():N0} more cells share one of them");
        text.AppendLine($"#   {plan.Stages.Count(stage => !stage.IsCellValue):N0} only make tickets for others (a source that is not its own target)");
        foreach (var reason in OwnTargets(plan)) text.AppendLine($"#   {reason}");
        return text.ToString();
    }

    // Winning on its own source is the chain's own stage only if recipe and head are the same.
    private static IEnumerable<string> OwnTargets(SweepPlan plan) =>
        from @group in plan.Groups
        where @group is { IsOwnTarget: true, Round: > 0, Source: not null }
        let stage = plan.Stages[@group.Cells[0].Stage]
        let isChain = stage.Outputs.Masks.Length > 0
        group isChain by (@group.Model, @group.Target, @group.Pruning) into own
        select own.All(isChain => isChain)
            ? $"the ticket of {own.Key.Target} on itself is the chain's own training: it costs nothing more"
            : $"the ticket of {own.Key.Target} on itself is trained apart from the chain: head_policy is 'always', or an override gives one role another recipe";
}
