using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary>Says which cells of a row have no value, and why: failures are data.</summary>
internal static class MissingCells
{
    /// <summary>Such as <c>1 nan, 2 missing</c>; empty where nothing is missing.</summary>
    public static string Of(ResultGroup row) => Of(row.Seeds.Where(seed => seed.State != CellState.Done).CountBy(seed => seed.State).OrderBy(state => state.Key));

    /// <summary>The same of counts by state.</summary>
    public static string Of(IEnumerable<KeyValuePair<CellState, int>> states) => string.Join(", ", states.Select(state => $"{state.Value} {Words.Of(state.Key)}"));
}
