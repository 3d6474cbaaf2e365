using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sweeper.Host.Output;

/// <summary><c>plan --json</c>.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>One object, and a line break.</summary>
    public static string Write(PlanSummary summary)
    {
        var json = Numbers(summary);
        json["atLeast"] = summary.AtLeast is { } least ? Numbers(least) : null;
        return json.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Numbers(PlanSummary summary) => new()
    {
        ["name"] = summary.Name,
        ["cells"] = summary.Cells,
        ["trainings"] = summary.Trainings,
        ["trainingsIfEveryCellRanAlone"] = summary.TrainingsAlone,
        ["done"] = summary.Done,
        ["criticalPathTrainings"] = summary.CriticalPathTrainings,
        ["epochs"] = summary.Epochs,
        ["chains"] = summary.Chains,
        ["estimatedSeconds"] = summary.EstimatedSeconds,
        ["storeBytes"] = summary.StoreBytes,
    };
}
