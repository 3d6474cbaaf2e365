using System.Collections.Concurrent;
using System.Text;
using Sweeper.Actors.Planning;

namespace Sweeper.Host.Output;

/// <summary>Enum values as YAML, JSON and screen write them: <c>NotLower</c> is <c>not-lower</c>.</summary>
internal static class Words
{
    /// <summary>How a source was pruned: <c>global 20% @1ep</c>.</summary>
    public static string Of(PruningPoint point) => $"{Of(point.Rule.Scope)} {Humans.Percent(point.Rule.Fraction)} @{point.Rewind}";

    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Known<T>.Words.GetOrAdd(value, Spell);

    private static string Spell<T>(T value) where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsUpper(letter) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }
        return word.ToString();
    }

    // Rows by the million have the same few words.
    private static class Known<T> where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Words = [];
    }
}
