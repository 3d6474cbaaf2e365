using System.Collections.Immutable;

namespace Sweeper.Host.Yaml;

/// <summary>The words of a sweep file that stand for the values of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="Entries">Each word and its value, in the order in which messages list them.</param>
public sealed record WordTable<T>(ImmutableArray<(string Word, T Value)> Entries)
    where T : struct, Enum
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; } = [.. Entries.Select(entry => entry.Word)];

    /// <summary>The word for a value.</summary>
    public string WordFor(T value) => Entries.First(entry => entry.Value.Equals(value)).Word;

    /// <summary>The value of a word, or null.</summary>
    public T? ValueOf(string word)
    {
        foreach (var entry in Entries)
            if (entry.Word == word) return entry.Value;
        return null;
    }
}
