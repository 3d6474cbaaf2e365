using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Runs;

/// <summary>Narrows some things down by options; where nothing is left, the message says what there was.</summary>
/// <param name="noun">What the things are called: <c>ticket</c>.</param>
/// <param name="all">All of them.</param>
internal sealed class Narrowing<T>(string noun, IReadOnlyList<T> all)
{
    private const int MostValues = 12;

    /// <summary>What is left, in its order.</summary>
    public IReadOnlyList<T> Left { get; private set; } = all;

    /// <summary>Keeps what has a value; null keeps everything. What is left by the options before says which values there are.</summary>
    /// <exception cref="UserException">Nothing has it.</exception>
    public Narrowing<T> By(string what, string? wanted, Func<T, bool> isMeant, Func<T, string?> valueOf)
    {
        if (wanted is null) return this;
        var before = Left;
        Left = [.. before.Where(isMeant)];
        if (Left.Count > 0) return this;
        var values = before.Select(valueOf).OfType<string>().Distinct().ToList();
        var known = values.Count == 0 ? "" : $"; there are: {string.Join(", ", values.Take(MostValues))}{(values.Count > MostValues ? ", ..." : "")}";
        throw new UserException($"no {noun} has {what} '{wanted}'{Suggestion.Hint(wanted, values, known)}");
    }
}
