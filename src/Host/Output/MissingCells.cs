using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary>Says which cells of a row have no value, and why: failures are data.</summary>
internal static class MissingCells
{
    /// <summary>Such as <c>1 nan, 2 missing</c>; empty where nothing is missing.</summary>
    public static string Of(ResultGroup row) => string.Join(", ", row.Seeds
        .Where(seed => seed.State != CellState.Done)
        .GroupBy(seed => seed.State)
        .OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {Words.Of(group.Key)}"));
}
