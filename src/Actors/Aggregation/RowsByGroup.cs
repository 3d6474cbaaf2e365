using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Aggregation;

/// <summary>Finds the row of a group. Groups are told apart as objects of one plan: comparing their properties would cost more than it gives.</summary>
public sealed class RowsByGroup(IEnumerable<ResultGroup> rows)
{
    private readonly Dictionary<object, ResultGroup> _rows = rows.ToDictionary<ResultGroup, object>(row => row.Group, ReferenceEqualityComparer.Instance);

    /// <summary>The row of a group.</summary>
    /// <exception cref="KeyNotFoundException">It is not among the rows.</exception>
    public ResultGroup this[CellGroup group] => _rows[group];
}
