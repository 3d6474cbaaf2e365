namespace Sweeper.Host.Runs;

/// <summary>Finds the one ticket that a user means.</summary>
internal static class TicketChoice
{
    private static readonly PrefixChoice Choice = new(
        "ticket", ("an", "id"), "ID", "sweeper tickets list", "there is no ticket; a sweep has some once it asks for winning tickets", "--source, --round, --seed");

    /// <summary>The ticket whose id starts as given; under several names, the first.</summary>
    /// <param name="entries">The tickets to choose from.</param>
    /// <param name="prefix">The id's first characters; null where the filters alone shall say which.</param>
    /// <exception cref="UserException">There is none, or there are several.</exception>
    public static TicketEntry One(IReadOnlyList<TicketEntry> entries, string? prefix) =>
        Choice.One(entries, entry => entry.Ticket.Id.Value, entry => entry.Name, prefix);
}
