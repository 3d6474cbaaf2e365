using Sweeper.Actors.Aggregation;
using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Charts;

/// <summary>Says which cells of some rows have no value, with counts: failures are data.</summary>
internal static class Gaps
{
    /// <summary><c>12 of 720 cells have no value (3 nan, 9 missing)</c>; null where all have.</summary>
    public static string? Of(IEnumerable<ResultGroup> rows)
    {
        var (cells, states) = (0L, new SortedDictionary<CellState, int>());
        // A row of the sweep is one object, and comparing rows by value would take them apart.
        foreach (var cell in rows.Distinct<ResultGroup>(ReferenceEqualityComparer.Instance).SelectMany(row => row.Seeds))
        {
            cells++;
            if (cell.State != CellState.Done) states[cell.State] = states.GetValueOrDefault(cell.State) + 1;
        }
        if (states.Count == 0) return null;
        var without = states.Values.Sum();
        var causes = string.Join(", ", states.Select(state => $"{state.Value:N0} {Words.Of(state.Key)}"));
        return $"{without:N0} of {Humans.Count(cells, "cell")} {(without == 1 ? "has" : "have")} no value ({causes})";
    }

    /// <summary>Whether a row lacks a value.</summary>
    public static bool In(ResultGroup row) => row.Statistics.N < row.Wanted;
}
