using Sweeper.Host.Output;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Runs;

/// <summary>Finds the one thing that a user means by the first characters of its id.</summary>
/// <param name="Noun">What the things are: <c>ticket</c>.</param>
/// <param name="Id">What identifies them: <c>id</c>, with its article.</param>
/// <param name="Argument">The argument that takes it: <c>ID</c>.</param>
/// <param name="Listing">The command that prints them.</param>
/// <param name="None">What to say where there is none at all.</param>
/// <param name="Options">Options that narrow them down.</param>
internal sealed record PrefixChoice(string Noun, (string Article, string Word) Id, string Argument, string Listing, string None, string Options)
{
    private const int MostCandidates = 10;
    private const int Short = 12;

    /// <summary>The thing whose id starts as given; several with one id are one.</summary>
    /// <param name="things">The things to choose from.</param>
    /// <param name="idOf">Their ids, in full.</param>
    /// <param name="nameOf">Their names, for messages.</param>
    /// <param name="prefix">The id's first characters; null where there shall be one thing.</param>
    /// <exception cref="UserException">There is none, or there are several; the message lists them.</exception>
    public T One<T>(IReadOnlyList<T> things, Func<T, string> idOf, Func<T, string> nameOf, string? prefix)
    {
        // As of a shell variable that is not set: the start of no id is not the start of every id.
        if (prefix is not null && string.IsNullOrWhiteSpace(prefix))
            throw new UserException($"{Argument} needs the first characters of a {Noun}'s {Id.Word}; `{Listing}` prints them");
        var meant = things.Where(thing => prefix is null || idOf(thing).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).DistinctBy(idOf).ToList();
        if (meant.Count == 1) return meant[0];
        throw new UserException(meant.Count == 0 ? Unknown([.. things.Select(idOf).Distinct()], prefix) : Ambiguous([.. meant.Select(thing => (idOf(thing), nameOf(thing)))], prefix));
    }

    private string Unknown(IReadOnlyList<string> ids, string? prefix)
    {
        if (prefix is null || ids.Count == 0) return None;
        // A start of an id is near to the starts of ids.
        var length = Math.Min(prefix.Length, Short);
        var byStart = ids.ToLookup(id => id[..length]);
        var near = Suggestion.Nearest(prefix, [.. byStart.Select(same => same.Key)]);
        return $"no {Noun} has {Id.Article} {Id.Word} that starts with '{prefix}'{(near is null ? ";" : $"; did you mean '{byStart[near].First()[..Short]}'?")} `{Listing}` prints them";
    }

    private string Ambiguous(IReadOnlyList<(string Id, string Name)> meant, string? prefix)
    {
        var what = prefix is null ? $"{Humans.Count(meant.Count, Noun)} are meant; give {Id.Article} {Argument}, or narrow them with {Options} and so on:"
            : $"'{prefix}' is the start of {meant.Count:N0} {Id.Word}s; give more of it:";
        var more = meant.Count > MostCandidates ? $"\n  and {meant.Count - MostCandidates:N0} more" : "";
        return $"{what}\n{string.Join('\n', meant.Take(MostCandidates).Select(entry => $"  {entry.Id[..Short]}  {entry.Name}"))}{more}";
    }
}
