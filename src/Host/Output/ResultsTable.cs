using System.Globalization;
using Spectre.Console;
using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary><c>results --format table</c>: a line a group.</summary>
internal static class ResultsTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ResultGroup> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in (string[])["model", "pruning", "source", "target", "ticket", "round", "left %", "n", "mean %", "sd", "95% interval", "missing"])
            table.AddColumn(new TableColumn(name) { NoWrap = true });
        foreach (var row in rows)
        {
            var (group, statistics) = (row.Group, row.Statistics);
            var pruning = group.Pruning is { } point ? Words.Of(point) : Humans.Percent(group.Fraction);
            table.AddRow([.. new[]
            {
                group.Model.Text, pruning, group.Source?.ToString() ?? "", group.Target.ToString(), Words.Of(group.Ticket), group.Round.ToString(CultureInfo.InvariantCulture),
                row.PrunedFraction is { } pruned ? Humans.Points(1 - pruned) : "", statistics.N.ToString(CultureInfo.InvariantCulture),
                statistics.Mean is { } mean ? Humans.Points(mean) : "", statistics.Sd is { } sd ? Humans.Points(sd) : "",
                statistics is { Ci95Low: { } low, Ci95High: { } high } ? $"{Humans.Points(low)} .. {Humans.Points(high)}" : "", MissingCells.Of(row),
            }.Select(text => new Text(text))]);
        }
        PlainTables.Write(output, table);
    }
}
