using Sweeper.Host.Output;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Runs;

/// <summary>Finds the one ticket that a user means.</summary>
internal static class TicketChoice
{
    private const int MostCandidates = 10;

    /// <summary>The ticket whose id starts as given; under several names, the first.</summary>
    /// <param name="entries">The tickets to choose from.</param>
    /// <param name="prefix">The id's first characters; null where the filters alone shall say which.</param>
    /// <exception cref="UserException">There is none, or there are several.</exception>
    public static TicketEntry One(IReadOnlyList<TicketEntry> entries, string? prefix)
    {
        // As of a shell variable that is not set: the start of no id is not the start of every id.
        if (prefix is not null && string.IsNullOrWhiteSpace(prefix)) throw new UserException("ID needs the first characters of a ticket's id; `sweeper tickets list` prints them");
        var meant = entries.Where(entry => prefix is null || entry.Ticket.Id.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(entry => entry.Ticket.Id).ToList();
        if (meant.Count == 1) return meant[0];
        throw new UserException(meant.Count == 0 ? Unknown(entries, prefix) : Ambiguous(meant, prefix));
    }

    private static string Unknown(IReadOnlyList<TicketEntry> entries, string? prefix)
    {
        if (prefix is null || entries.Count == 0) return "there is no ticket; a sweep has some once it asks for winning tickets";
        // A start of an id is near to the starts of ids.
        var length = Math.Min(prefix.Length, entries[0].Ticket.Id.Short.Length);
        var byStart = entries.Select(entry => entry.Ticket.Id).Distinct().ToLookup(id => id.Short[..length]);
        var near = Suggestion.Nearest(prefix, [.. byStart.Select(same => same.Key)]);
        return $"no ticket has an id that starts with '{prefix}'{(near is null ? ";" : $"; did you mean '{byStart[near].First().Short}'?")} `sweeper tickets list` prints them";
    }

    private static string Ambiguous(IReadOnlyList<TicketEntry> meant, string? prefix)
    {
        var what = prefix is null ? $"{Humans.Count(meant.Count, "ticket")} are meant; give an ID, or narrow them with --source, --round, --seed and so on:"
            : $"'{prefix}' is the start of {meant.Count:N0} ids; give more of it:";
        var more = meant.Count > MostCandidates ? $"\n  and {meant.Count - MostCandidates:N0} more" : "";
        return $"{what}\n{string.Join('\n', meant.Take(MostCandidates).Select(entry => $"  {entry.Ticket.Id.Short}  {entry.Name}"))}{more}";
    }
}
