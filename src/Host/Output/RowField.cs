using System.Collections.Immutable;
using Sweeper.Actors.Planning;

namespace Sweeper.Host.Output;

/// <summary>A property that tells rows apart, in the words of the outputs.</summary>
/// <param name="Name">Its name as options and CSV columns have it, words parted by hyphens.</param>
/// <param name="PartOf">The object that it is read from, where rows share one; null where they do not.</param>
/// <param name="ValueOf">A row's value: a text, or a number; null where the row has none.</param>
internal sealed record RowField(string Name, Func<CellGroup, object?> PartOf, Func<CellGroup, IComparable?> ValueOf) : IComparer<CellGroup>
{
    /// <summary>All of them, in the order by which rows are sorted.</summary>
    public static ImmutableArray<RowField> All { get; } =
    [
        new("model", row => row.Model, row => row.Model.Text),
        new("scope", row => row.Pruning, row => row.Pruning is { } point ? Words.Of(point.Rule.Scope) : null),
        new("criterion", row => row.Pruning, row => row.Pruning is { } point ? Words.Of(point.Rule.Criterion) : null),
        new("fraction", row => row.Pruning, row => row.Fraction),
        new("rewind", row => row.Pruning, row => row.Pruning?.Rewind.ToString()),
        new("source", row => row.Source, row => row.Source?.Dataset.Display),
        new("source-optimizer", row => row.Source, row => row.Source?.Optimizer),
        new("target", row => row.Target, row => row.Target.Dataset.Display),
        new("target-optimizer", row => row.Target, row => row.Target.Optimizer),
        new("ticket", _ => null, row => Words.Of(row.Ticket)),
        new("round", _ => null, row => row.Round),
    ];

    /// <summary>Text by code unit, as it is written; numbers by size; null first.</summary>
    public int Compare(CellGroup? x, CellGroup? y)
    {
        // A sweep may have a million rows and their texts are made at each call, but most neighbours share the part.
        if (PartOf(x!) is { } part && ReferenceEquals(part, PartOf(y!))) return 0;
        return (ValueOf(x!), ValueOf(y!)) switch
        {
            (string one, string other) => string.CompareOrdinal(one, other),
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            var (one, other) => one.CompareTo(other),
        };
    }
}
