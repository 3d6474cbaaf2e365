using System.Text;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Tickets;

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
        text.AppendLine($"#   {plan.Stages.Count(stage => !stage.IsCellValue):N0} only make tickets for others (trainings of chains that no cell asks for)");
        foreach (var note in Redrawn(plan)) text.AppendLine($"#   {note}");
        foreach (var reason in OwnTargets(plan)) text.AppendLine($"#   {reason}");
        return text.ToString();
    }

    // Their masks are a chain's, their weights nobody's.
    private static IEnumerable<string> Redrawn(SweepPlan plan) =>
        from kind in new[] { TicketKind.RandomLayerwise, TicketKind.RandomWeights }
        let trainings = TrainingsOf(plan, kind)
        where trainings > 0
        select $"{trainings:N0} are of {Words.Of(kind)} tickets: each takes the mask of a chain, {(kind == TicketKind.RandomWeights ? "as it is" : "permuted inside each layer")}, over fresh weights";

    private static int TrainingsOf(SweepPlan plan, TicketKind kind) =>
        plan.Groups.Where(group => group.Ticket == kind && group.Round > 0).SelectMany(group => group.Cells).Select(cell => cell.Stage).Distinct().Count();

    // Winning on its own source is the chain's own stage only if recipe and head are the same.
    private static IEnumerable<string> OwnTargets(SweepPlan plan) => (
        from @group in plan.Groups
        where @group is { Ticket: TicketKind.Winning, IsOwnTarget: true, Round: > 0 }
        let stage = plan.Stages[@group.Cells[0].Stage]
        select $"the {@group.Model} ticket of {@group.Target} on itself {Relation(stage)}").Distinct();

    // Every stage of a chain leaves a mask, and no other does.
    private static string Relation(PlannedStage stage) =>
        stage.Outputs.Masks.Length > 0 ? "is the chain's own training: it costs nothing more"
        : stage.Spec.Start is StartingState.Winning { Head: HeadStart.Fresh } ? "is trained apart from the chain: head_policy 'always' draws its last layer anew, dense"
        : stage.Spec.Start is StartingState.Winning { Head: HeadStart.FreshMasked } ? "is trained apart from the chain: head_policy 'always' draws its last layer anew, under the ticket's mask (head_mask 'masked')"
        : "is trained apart from the chain: an override gives one role another recipe";
}
