using System.Collections;
using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Rows of a long table, made anew at each reading and never kept: a sweep may have a million of them.</summary>
/// <param name="rows">Gives the same rows at each enumeration.</param>
internal sealed class RowsOnDemand(IEnumerable<ImmutableArray<TableCell>> rows) : IReadOnlyCollection<ImmutableArray<TableCell>>
{
    private int? _count;

    /// <inheritdoc/>
    public int Count => _count ??= rows.Count();

    /// <inheritdoc/>
    public IEnumerator<ImmutableArray<TableCell>> GetEnumerator() => rows.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
