using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Derived;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Charts;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Accuracies: for people a table a target with a column a round, for programs one with a line a point.</summary>
internal static class AccuracyTables
{
    /// <summary>A table a model, pruning and target.</summary>
    public static IEnumerable<ReportTable> Wide(CurveSet curves, IntervalWords intervals)
    {
        var number = 0;
        foreach (var family in Family.Of(curves))
        {
            foreach (var target in family.Targets)
            {
                var lines = family.Sourced.Concat(family.Random).Where(curve => curve.Target == target).ToList();
                int[] rounds = [.. lines.SelectMany(curve => curve.Points).Select(point => point.Group.Round).Distinct().Order()];
                yield return new(
                    string.Create(CultureInfo.InvariantCulture, $"accuracy-{++number}"), $"Target {target}: {family.Label}",
                    $"Test accuracy in percent, mean ± half of Student's {intervals.Interval}. A round's second line is the share of weights left.",
                    Gaps.Of(lines.SelectMany(curve => curve.Points)),
                    [new("Source", false), new("Ticket", false), .. rounds.Select(round => new TableColumn(Header(round, lines)))],
                    [.. lines.Select(curve => (ImmutableArray<TableCell>)[.. CurveCells.Of(curve)[3..5], .. rounds.Select(round => Value(curve.At(round)))])]);
            }
        }
    }

    /// <summary>Every row of the sweep.</summary>
    public static ReportTable Long(CurveSet curves, IntervalWords intervals) => new(
        "accuracy-all", "Every accuracy", $"A line a point; accuracies in percent, with Student's {intervals.Interval} of the mean.", Gaps.Of(curves.Curves.SelectMany(curve => curve.Points)),
        [.. CurveCells.Columns, new("Round"), new("Pruned (%)"), new("Wanted"), new("n"), new("Mean (%)"), new("sd"), new($"{intervals.Level} low"), new($"{intervals.Level} high"), new("Missing", false)],
        new RowsOnDemand(
            from curve in curves.Curves
            from row in curve.Points
            let statistics = row.Statistics
            select (ImmutableArray<TableCell>)[
                .. CurveCells.Of(curve), TableCell.Whole(row.Group.Round), TableCell.Percent(row.PrunedFraction), TableCell.Whole(row.Wanted), TableCell.Whole(statistics.N), TableCell.Percent(statistics.Mean),
                TableCell.Percent(statistics.Sd), TableCell.Percent(statistics.Ci95Low), TableCell.Percent(statistics.Ci95High), TableCell.Text(MissingCells.Of(row))]));

    private static string Header(int round, IReadOnlyList<Curve> lines)
    {
        var pruned = lines.Select(curve => curve.At(round)?.PrunedFraction).FirstOrDefault(fraction => fraction is not null);
        return string.Create(CultureInfo.InvariantCulture, $"{round}{(pruned is { } fraction ? $"\n{100 * (1 - fraction):0.##}%" : "")}");
    }

    private static TableCell Value(ResultGroup? row)
    {
        if (row is null) return TableCell.Empty;
        var missing = Gaps.In(row) ? $" ({row.Statistics.N} of {row.Wanted}: {MissingCells.Of(row)})" : "";
        if (row.Statistics.Mean is not { } mean) return TableCell.Text($"none{missing}");
        var half = (row.Statistics.Ci95High - row.Statistics.Ci95Low) / 2;
        return TableCell.Text($"{Humans.Points(mean)}{(half is { } width ? $" ± {Humans.Points(width)}" : "")}{missing}");
    }
}
