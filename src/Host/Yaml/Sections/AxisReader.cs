using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads a key that may have one value or a list of them.</summary>
internal static class AxisReader
{
    private const int Most = 50;

    /// <summary>The values, none twice, or null and problems; the default where the key is left out.</summary>
    public static ImmutableArray<T>? Read<T>(Field? field, Func<Field, T?> read, ImmutableArray<T> otherwise)
        where T : struct
    {
        if (field is not { } given) return otherwise;
        return given.Problems.IfClean<ImmutableArray<T>>(() => given.OneOrMore(Most) is { } items ? Distinct(items, read) : null);
    }

    /// <summary>What each item reads as; an item that repeats an earlier one is refused.</summary>
    public static ImmutableArray<T> Distinct<T>(IEnumerable<Field> items, Func<Field, T?> read)
        where T : struct
    {
        var values = ImmutableArray.CreateBuilder<T>();
        foreach (var item in items)
        {
            if (read(item) is not { } value) continue;
            if (values.Contains(value)) item.Refuse($"repeats an earlier entry; remove it");
            else values.Add(value);
        }
        return values.ToImmutable();
    }
}
