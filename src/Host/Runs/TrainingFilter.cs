using Sweeper.Actors.Specs;
using Sweeper.Host.Output;

namespace Sweeper.Host.Runs;

/// <summary>Which trainings are meant; null is any.</summary>
/// <param name="Model">The model's name, or its text with options.</param>
/// <param name="Source">The dataset that the ticket was found on: its text, label or base.</param>
/// <param name="SourceOptimizer">The optimizer that it was found with.</param>
/// <param name="Target">The dataset trained on.</param>
/// <param name="Optimizer">The optimizer trained with.</param>
/// <param name="Ticket">The ticket's kind.</param>
/// <param name="Round">The pruning round.</param>
/// <param name="Seed">The seed.</param>
internal sealed record TrainingFilter(
    string? Model, string? Source, string? SourceOptimizer, string? Target, string? Optimizer, string? Ticket, int? Round, long? Seed)
{
    /// <summary>Whether any training is meant.</summary>
    public bool IsEmpty => this == new TrainingFilter(null, null, null, null, null, null, null, null);

    /// <summary>The trainings meant, in their order.</summary>
    /// <exception cref="UserException">No training has one of the values, or none has all of them.</exception>
    public IReadOnlyList<TrainingEntry> Apply(IReadOnlyList<TrainingEntry> entries) => new Narrowing<TrainingEntry>("training", entries)
        .By("model", Model, (name, entry) => name == entry.Model.Text || name == entry.Model.Name, entry => entry.Model.Text)
        .By("source", Source, (name, entry) => entry.Source is { } source && DatasetMatch.Matches(name, source.Dataset), entry => entry.Source?.Dataset.Display)
        .By("source optimizer", SourceOptimizer, (name, entry) => name == entry.Source?.Optimizer, entry => entry.Source?.Optimizer)
        .By("target", Target, (name, entry) => DatasetMatch.Matches(name, entry.Target.Dataset), entry => entry.Target.Dataset.Display)
        .By("optimizer", Optimizer, (name, entry) => name == entry.Target.Optimizer, entry => entry.Target.Optimizer)
        .By("ticket", Ticket, (kind, entry) => kind == Words.Of(entry.Ticket), entry => Words.Of(entry.Ticket))
        .By("round", Round, entry => entry.Round)
        .By("seed", Seed, entry => entry.Seed)
        .Left;
}
