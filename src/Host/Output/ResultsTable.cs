using System.Globalization;
using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary><c>results --format table</c>: a line a group.</summary>
internal static class ResultsTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">The rows; read twice.</param>
    /// <param name="intervals">Of what level their intervals are.</param>
    public static void Write(TextWriter output, IEnumerable<ResultGroup> rows, IntervalWords intervals) => WideTable.Write(
        output, ["model", "pruning", "source", "target", "ticket", "round", "left %", "n", "mean %", "sd", $"{intervals.Level} interval", "missing"], rows.Select(Cells));

    private static string[] Cells(ResultGroup row)
    {
        var (group, statistics) = (row.Group, row.Statistics);
        return
        [
            group.Model.Text, group.Pruning is { } point ? Words.Of(point) : Humans.Percent(group.Fraction), group.Source?.ToString() ?? "", group.Target.ToString(), Words.Of(group.Ticket),
            group.Round.ToString(CultureInfo.InvariantCulture), row.PrunedFraction is { } pruned ? Humans.Points(1 - pruned) : "", statistics.N.ToString(CultureInfo.InvariantCulture),
            Humans.Points(statistics.Mean), Humans.Points(statistics.Sd),
            statistics is { Ci95Low: { } low, Ci95High: { } high } ? $"{Humans.Points(low)} .. {Humans.Points(high)}" : "", MissingCells.Of(row),
        ];
    }
}
