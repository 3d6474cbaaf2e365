using Sweeper.Actors.Aggregation;
using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Charts;

/// <summary>Says which cells of some rows have no value, with counts: failures are data.</summary>
internal static class Gaps
{
    /// <summary><c>12 of 720 cells have no value (3 nan, 9 missing)</c>; null where all have.</summary>
    public static string? Of(IEnumerable<ResultGroup> rows)
    {
        var cells = rows.Distinct().SelectMany(row => row.Seeds).ToList();
        var without = cells.Where(cell => cell.State != CellState.Done).ToList();
        if (without.Count == 0) return null;
        var causes = string.Join(", ", without.GroupBy(cell => cell.State).OrderBy(group => group.Key).Select(group => $"{group.Count():N0} {Words.Of(group.Key)}"));
        return $"{without.Count:N0} of {Humans.Count(cells.Count, "cell")} {(without.Count == 1 ? "has" : "have")} no value ({causes})";
    }

    /// <summary>Whether a row lacks a value.</summary>
    public static bool In(ResultGroup row) => row.Statistics.N < row.Wanted;
}
