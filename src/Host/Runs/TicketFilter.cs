using Sweeper.Actors.Specs;

namespace Sweeper.Host.Runs;

/// <summary>Which tickets are meant; null is any.</summary>
/// <param name="Model">The model's name, or its text with options.</param>
/// <param name="Source">The source's dataset: its text, label or base.</param>
/// <param name="Optimizer">The source's optimizer.</param>
/// <param name="Round">The pruning round.</param>
/// <param name="Seed">The seed.</param>
internal sealed record TicketFilter(string? Model, string? Source, string? Optimizer, int? Round, long? Seed)
{
    /// <summary>The tickets meant, in their order.</summary>
    /// <exception cref="UserException">No ticket has one of the values, or none has all of them.</exception>
    public IReadOnlyList<TicketEntry> Apply(IReadOnlyList<TicketEntry> entries) => new Narrowing<TicketEntry>("ticket", entries)
        .By("model", Model, (name, entry) => name == entry.Ticket.Model.Text || name == entry.Ticket.Model.Name, entry => entry.Ticket.Model.Text)
        .By("source", Source, (name, entry) => DatasetMatch.Matches(name, entry.Ticket.Source.Dataset), entry => entry.Ticket.Source.Dataset.Display)
        .By("optimizer", Optimizer, (name, entry) => name == entry.Ticket.Source.Optimizer, entry => entry.Ticket.Source.Optimizer)
        .By("round", Round, entry => entry.Ticket.Round)
        .By("seed", Seed, entry => entry.Ticket.Seed)
        .Left;
}
