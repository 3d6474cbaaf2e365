using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;

namespace Sweeper.Host.Output;

/// <summary>The order of rows in every output: by what they are, never by when they came.</summary>
internal static class RowOrder
{
    /// <summary>Rows, sorted by all their fields.</summary>
    public static IReadOnlyList<ResultGroup> Sort(IEnumerable<ResultGroup> rows) => [.. rows.OrderBy(row => row.Group, By(RowField.All))];

    /// <summary>Rows whose values are not read yet, sorted by all their fields.</summary>
    public static IReadOnlyList<CellGroup> Sort(IEnumerable<CellGroup> groups) => [.. groups.Order(By(RowField.All))];

    /// <summary>The order by some fields, the first first.</summary>
    public static IComparer<CellGroup> By(IReadOnlyList<RowField> fields) => Comparer<CellGroup>.Create((one, other) =>
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Compare(one, other) is not 0 and var order) return order;
        }
        return 0;
    });
}
