using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Output;

/// <summary>A property that tells rows apart, in the words of the outputs.</summary>
/// <param name="Name">Its name as options have it, words parted by hyphens.</param>
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
        new("fraction", row => row.Pruning, row => row.Fraction) { Type = typeof(double) },
        new("rewind", row => row.Pruning, row => row.Pruning?.Rewind.ToString()),
        new("source", row => row.Source, row => row.Source?.Dataset.Display),
        new("source-optimizer", row => row.Source, row => row.Source?.Optimizer),
        new("target", row => row.Target, row => row.Target.Dataset.Display),
        new("target-optimizer", row => row.Target, row => row.Target.Optimizer),
        new("ticket", _ => null, row => Words.Of(row.Ticket)),
        new("round", _ => null, row => row.Round) { Type = typeof(int) },
    ];

    /// <summary>What columns of it hold.</summary>
    public Type Type { get; private init; } = typeof(string);

    /// <summary>It as a column of records.</summary>
    public RecordColumn Column => new(Name.Replace('-', '_'), Type);

    /// <summary>Its name as JSON has it: <c>sourceOptimizer</c>.</summary>
    public string JsonName => string.Concat(Name.Split('-').Select((word, i) => i == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));

    /// <summary>The fields of a list of names by commas, none twice, in its order.</summary>
    /// <exception cref="UserException">There is no such field.</exception>
    public static IReadOnlyList<RowField> Parse(string names) =>
        [.. names.Split(',', StringSplitOptions.TrimEntries).Select(Named).Distinct()];

    /// <summary>A row's value as its column holds it.</summary>
    public object? Datum(CellGroup row) => ValueOf(row) is decimal number ? (double)number : ValueOf(row);

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

    private static RowField Named(string name)
    {
        if (All.FirstOrDefault(field => field.Name == name.Replace('_', '-')) is { } known) return known;
        if (name == "seed") throw new UserException("rows cannot be grouped by seed: seeds are the sample; --seed says which of them count");
        string[] names = [.. All.Select(field => field.Name)];
        throw new UserException($"rows have no field '{name}'{Suggestion.Hint(name, names, $"; there are: {string.Join(", ", names)}")}");
    }
}
