using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary>The order of rows in every output: by what they are, never by when they came.</summary>
internal static class RowOrder
{
    /// <summary>Sorted by model, pruning, source, source optimizer, target, target optimizer, ticket, round; text by code point, null first.</summary>
    public static IReadOnlyList<ResultGroup> Sort(IEnumerable<ResultGroup> rows) =>
    [
        .. rows.OrderBy(row => row.Group.Model.Text, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Pruning?.Rule.Scope.ToString(), StringComparer.Ordinal)
            .ThenBy(row => row.Group.Pruning?.Rule.Criterion.ToString(), StringComparer.Ordinal)
            .ThenBy(row => row.Group.Fraction)
            .ThenBy(row => row.Group.Pruning?.Rewind.ToString(), StringComparer.Ordinal)
            .ThenBy(row => row.Group.Source?.Dataset.Display, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Source?.Optimizer, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Target.Dataset.Display, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Target.Optimizer, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Ticket)
            .ThenBy(row => row.Group.Round),
    ];
}
