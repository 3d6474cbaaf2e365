using System.Globalization;
using System.Text;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Files;

namespace Sweeper.Host.Output;

/// <summary><c>plan</c> for people: the grid, then what it costs.</summary>
internal static class PlanText
{
    /// <summary>Lines, the last one ended.</summary>
    public static string Write(SweepPlan plan, PlanSummary summary)
    {
        var text = new StringBuilder();
        foreach (var spec in plan.Specs) WriteGrid(text, spec);
        text.AppendLine();
        if (summary.AtLeast is { } least)
            Line("at least", $"{Humans.Count(least.Cells, "cell")} from {Humans.Count(least.Trainings, "training")}"
                + (least.EstimatedSeconds is { } fewest ? $" (about {Humans.Time(fewest)} for what is left)" : "") + "; below is the most that it can be");
        Line("cells", $"{summary.Cells:N0}");
        Line("trainings", $"{summary.Trainings:N0}   ({summary.TrainingsAlone:N0} if every cell ran alone: {Ratio(summary.TrainingsAlone, summary.Trainings)} as many)");
        Line("already done", summary.Done is { } done ? $"{done:N0}" : "unknown: some data is not on this machine, and keys need it (`sweeper datasets list`)");
        Line("chains", $"{summary.Chains:N0}");
        Line("critical path", Humans.Count(summary.CriticalPathTrainings, "training") + " one after the other");
        Line("epochs", summary.Epochs.ToString("N0", CultureInfo.InvariantCulture));
        Line("time", summary.Done == summary.Trainings ? "nothing is left to train" : summary.EstimatedSeconds is { } seconds
            ? $"about {Humans.Time(seconds)} with {Humans.Count(summary.Trainers, "trainer")} for what is left, by the speed measured here"
            : "unknown: nothing has been trained on this machine yet; the first run measures");
        Line("store", ByteSize.Text(summary.StoreBytes));
        return text.ToString();

        void Line(string name, string value) => text.AppendLine($"{name,-14} {value}");
    }

    private static void WriteGrid(StringBuilder text, SweepSpec spec)
    {
        text.AppendLine($"sweep {spec.Name}");
        text.AppendLine($"  models   {string.Join(", ", spec.Models)}");
        if (spec.Input != InputSpec.Native) text.AppendLine($"  input    {Input(spec.Input)}");
        text.AppendLine($"  sources  {Endpoints(spec.Sources)}");
        text.AppendLine($"  targets  {Endpoints(spec.Targets)}");
        text.AppendLine($"  tickets  {string.Join(", ", spec.Tickets.Select(kind => Words.Of(kind)))}");
        text.AppendLine($"  pruning  {string.Join("; ", SweepPlanner.Points(spec.Pruning).Select(Point))}");
        text.AppendLine($"  rounds   {string.Join(",", spec.Rounds)} of {spec.Pruning.Rounds}");
        text.AppendLine($"  seeds    {Seeds(spec)}");
    }

    private static string Seeds(SweepSpec spec) => spec.SeedRule is { } rule
        ? string.Create(CultureInfo.InvariantCulture, $"{rule.Min} to {rule.Max}, until the {(spec.Claims.IsEmpty ? "means of a target have" : "difference of a claim has")} an interval of ±{rule.HalfWidth:0.##} points")
        : string.Join(",", spec.Seeds);

    private static string Input(InputSpec input) =>
        $"{input.Channels?.ToString(CultureInfo.InvariantCulture) ?? "native"} channels, {(input.Size is { } size ? $"{size}x{size}" : "native")} pixels, normalisation {Words.Of(input.Normalisation)}";

    private static string Endpoints(IEnumerable<SpecEndpoint> entries) =>
        string.Join(", ", entries.SelectMany(entry => entry.Optimizers.Select(optimizer => new Endpoint(entry.Dataset, optimizer))));

    private static string Point(PruningPoint point) => string.Create(CultureInfo.InvariantCulture,
        $"{Words.Of(point.Rule.Scope)} {Words.Of(point.Rule.Criterion)}, {100 * point.Rule.Fraction:0.##}% a round, rewind {point.Rewind}");

    private static string Ratio(long many, long few) => few == 0 ? "0x" : string.Create(CultureInfo.InvariantCulture, $"{(double)many / few:0.0}x");
}
