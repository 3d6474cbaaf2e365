using System.Globalization;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Runs;

/// <summary>Narrows a list property by property, as options of a command ask.</summary>
/// <param name="thing">What the items are, for messages: <c>ticket</c>.</param>
/// <param name="items">All of them.</param>
internal sealed class Narrowing<T>(string thing, IReadOnlyList<T> items)
{
    private const int MostValues = 12;

    /// <summary>Those that have every property asked for, in their order.</summary>
    public IReadOnlyList<T> Left { get; private set; } = items;

    /// <summary>Keeps the items that have one of some values.</summary>
    /// <param name="what">The property, for messages.</param>
    /// <param name="wanted">The values as they were given, each one or a list by commas; none is any.</param>
    /// <param name="isMeant">Whether a value means an item.</param>
    /// <param name="valuesOf">The values of an item, for messages.</param>
    /// <exception cref="UserException">No item that is left has one of the values; the message says which there are.</exception>
    public Narrowing<T> By(string what, IReadOnlyList<string> wanted, Func<string, T, bool> isMeant, Func<T, IEnumerable<string?>> valuesOf)
    {
        if (wanted.Count == 0) return this;
        var values = wanted.SelectMany(Split).Distinct().ToList();
        // What the options before have left says which values there are: the message then helps with the combination too.
        if (values.Find(value => !Means(value)) is { } unknown) throw new UserException($"no {thing} has {what} '{unknown}'{Remedy(unknown, valuesOf)}");
        Left = [.. Left.Where(item => values.Exists(value => isMeant(value, item)))];
        return this;

        // A dataset's text may have commas of its own.
        IEnumerable<string> Split(string given) => !given.Contains(',', StringComparison.Ordinal) || Means(given) ? [given] : given.Split(',', StringSplitOptions.TrimEntries);

        bool Means(string value) => Left.Any(item => isMeant(value, item));
    }

    /// <summary>Keeps the items that have a value; null is any.</summary>
    /// <exception cref="UserException">No item that is left has it.</exception>
    public Narrowing<T> By(string what, string? wanted, Func<string, T, bool> isMeant, Func<T, string?> valueOf) =>
        By(what, wanted is null ? [] : [wanted], isMeant, item => [valueOf(item)]);

    /// <summary>Keeps the items that have a number; null is any.</summary>
    /// <exception cref="UserException">No item that is left has it.</exception>
    public Narrowing<T> By(string what, long? wanted, Func<T, long?> valueOf)
    {
        Func<T, string?> textOf = item => valueOf(item)?.ToString(CultureInfo.InvariantCulture);
        return By(what, wanted?.ToString(CultureInfo.InvariantCulture), (text, item) => text == textOf(item), textOf);
    }

    private string Remedy(string unknown, Func<T, IEnumerable<string?>> valuesOf)
    {
        var values = Left.SelectMany(valuesOf).OfType<string>().Distinct().ToList();
        var known = values.Count == 0 ? "" : $"; there are: {string.Join(", ", values.Take(MostValues))}{(values.Count > MostValues ? ", ..." : "")}";
        // Of numbers none is a misspelling of another.
        return decimal.TryParse(unknown, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? known : Suggestion.Hint(unknown, values, known);
    }
}
