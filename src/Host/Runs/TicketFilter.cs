using System.Globalization;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Runs;

/// <summary>Which tickets are meant; null is any.</summary>
/// <param name="Model">The model's name, or its text with options.</param>
/// <param name="Source">The source's dataset: its text, label or base.</param>
/// <param name="Optimizer">The source's optimizer.</param>
/// <param name="Round">The pruning round.</param>
/// <param name="Seed">The seed.</param>
internal sealed record TicketFilter(string? Model, string? Source, string? Optimizer, int? Round, long? Seed)
{
    private const int MostValues = 12;

    /// <summary>The tickets meant, in their order.</summary>
    /// <exception cref="UserException">No ticket has one of the values, or none has all of them.</exception>
    public IReadOnlyList<TicketEntry> Apply(IReadOnlyList<TicketEntry> entries)
    {
        var meant = entries;
        Narrow("model", Model, entry => Model == entry.Ticket.Model.Text || Model == entry.Ticket.Model.Name, entry => entry.Ticket.Model.Text);
        Narrow("source", Source, entry => DatasetMatch.Matches(Source!, entry.Ticket.Source.Dataset), entry => entry.Ticket.Source.Dataset.Display);
        Narrow("optimizer", Optimizer, entry => Optimizer == entry.Ticket.Source.Optimizer, entry => entry.Ticket.Source.Optimizer);
        Narrow("round", Text(Round), entry => Round == entry.Ticket.Round, entry => Text(entry.Ticket.Round)!);
        Narrow("seed", Text(Seed), entry => Seed == entry.Ticket.Seed, entry => Text(entry.Ticket.Seed)!);
        return meant;

        // What the options before have left says which values there are: the message then helps with the combination too.
        void Narrow(string what, string? wanted, Func<TicketEntry, bool> isMeant, Func<TicketEntry, string> valueOf)
        {
            if (wanted is null) return;
            var before = meant;
            meant = [.. before.Where(isMeant)];
            if (meant.Count > 0) return;
            var values = before.Select(valueOf).Distinct().ToList();
            var known = values.Count == 0 ? "" : $"; there are: {string.Join(", ", values.Take(MostValues))}{(values.Count > MostValues ? ", ..." : "")}";
            throw new UserException($"no ticket has {what} '{wanted}'{Suggestion.Hint(wanted, values, known)}");
        }
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
