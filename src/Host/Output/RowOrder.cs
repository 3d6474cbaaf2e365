using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;

namespace Sweeper.Host.Output;

/// <summary>The order of rows in every output: by what they are (<see cref="RowField.All"/>), never by when they came.</summary>
internal static class RowOrder
{
    private static readonly Comparer<CellGroup> ByFields = Comparer<CellGroup>.Create((one, other) =>
    {
        foreach (var field in RowField.All)
        {
            if (field.Compare(one, other) is not 0 and var order) return order;
        }
        return 0;
    });

    /// <summary>Rows, sorted.</summary>
    public static IReadOnlyList<ResultGroup> Sort(IEnumerable<ResultGroup> rows) => [.. rows.OrderBy(row => row.Group, ByFields)];

    /// <summary>Rows whose values are not read yet, sorted.</summary>
    public static IReadOnlyList<CellGroup> Sort(IEnumerable<CellGroup> groups) => [.. groups.Order(ByFields)];
}
