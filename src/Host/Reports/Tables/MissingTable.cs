using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Results;
using Sweeper.Host.Output;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Every row that lacks values, and why.</summary>
internal static class MissingTable
{
    /// <summary>A row a group of cells; null where nothing is missing.</summary>
    public static ReportTable? Of(IReadOnlyList<ResultGroup> rows, IReadOnlyDictionary<StageKey, StageTrouble> setAside)
    {
        var lacking = rows.Where(row => row.Statistics.N < row.Wanted).ToList();
        return lacking.Count == 0 ? null : new(
            "missing-cells", "Cells without a value", "nan: the training gave a NaN; failed: it failed too often; quarantined: it ended with the process too often; blocked: a training that its ticket comes from failed; missing: not trained yet.",
            null, [new("Model", false), new("Source", false), new("Target", false), new("Ticket", false), new("Round"), new("Seeds", false), new("State", false), new("Message", false)],
            new RowsOnDemand(lacking.SelectMany(row => Rows(row, setAside))));
    }

    private static IEnumerable<ImmutableArray<TableCell>> Rows(ResultGroup row, IReadOnlyDictionary<StageKey, StageTrouble> setAside) =>
        from seed in row.Seeds
        where seed.State != CellState.Done
        group seed by (seed.State, Message: setAside.GetValueOrDefault(seed.Stage)?.Message) into alike
        orderby alike.Key.State
        let cells = row.Group
        select (ImmutableArray<TableCell>)[
            TableCell.Text(cells.Model.Text), TableCell.Text(cells.Source?.ToString()), TableCell.Text(cells.Target.ToString()), TableCell.Text(Words.Of(cells.Ticket)), TableCell.Whole(cells.Round),
            TableCell.Text(string.Join(", ", alike.Select(seed => seed.Seed))), TableCell.Text(Words.Of(alike.Key.State)), TableCell.Text(alike.Key.Message)];
}
