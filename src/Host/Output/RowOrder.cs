using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary>The order of rows in every output: by what they are, never by when they came.</summary>
internal static class RowOrder
{
    /// <summary>Sorted by model, pruning, source, source optimizer, target, target optimizer, ticket, round; text by code unit, as it is written there, null first.</summary>
    public static IReadOnlyList<ResultGroup> Sort(IEnumerable<ResultGroup> rows) =>
    [
        .. rows.OrderBy(row => row.Group.Model.Text, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Pruning is { } point ? Words.Of(point.Rule.Scope) : null, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Pruning is { } point ? Words.Of(point.Rule.Criterion) : null, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Fraction)
            .ThenBy(row => row.Group.Pruning?.Rewind.ToString(), StringComparer.Ordinal)
            .ThenBy(row => row.Group.Source?.Dataset.Display, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Source?.Optimizer, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Target.Dataset.Display, StringComparer.Ordinal)
            .ThenBy(row => row.Group.Target.Optimizer, StringComparer.Ordinal)
            .ThenBy(row => Words.Of(row.Group.Ticket), StringComparer.Ordinal)
            .ThenBy(row => row.Group.Round),
    ];
}
