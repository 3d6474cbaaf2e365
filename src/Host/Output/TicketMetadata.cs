using System.Globalization;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Runs;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Output;

/// <summary>The texts that an exported ticket carries. No time, path or machine in them: equal tickets are equal files.</summary>
internal static class TicketMetadata
{
    /// <summary>The texts, in the order of the file.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(TicketEntry entry, TicketContents contents, TicketLineage lineage)
    {
        var (ticket, dense) = (entry.Ticket, entry.Ticket.Chain[0].Spec);
        return
        [
            // What other programs look for to know that names and layouts are PyTorch's.
            new("format", "pt"),
            new("sweeper_format", "ticket/v1"),
            new("sweeper_version", typeof(TicketMetadata).Assembly.GetName().Version!.ToString(3)),
            new("training_version", Whole(TrainingVersion.Current)),
            new("ticket", ticket.Id.Value),
            new("weights", "late-reset, unmasked"),
            new("model", ticket.Model.CanonicalForm),
            new("input", entry.Architecture.Input.ToString()),
            new("classes", Whole(entry.Architecture.Classes)),
            new("source", ticket.Source.Dataset.Text),
            new("source_digest", dense.DatasetDigest?.Hex ?? ""),
            new("optimizer", ticket.Source.Optimizer),
            new("recipe", dense.Recipe.CanonicalForm),
            new("pruning", ticket.Pruning.Rule.CanonicalForm),
            new("round", Whole(ticket.Round)),
            new("seed", Whole(ticket.Seed)),
            new("rewind", ticket.Pruning.Rewind.ToString()),
            new("rewind_step", Whole(ticket.RewindStep)),
            new("prunable", Whole(contents.Mask.Length)),
            new("left", Whole(contents.Mask.Alive)),
            new("stages", string.Join(' ', ticket.Chain.Select(stage => stage.Key.Value))),
            new("mask_digest", contents.MaskDigest.Hex),
            new("weights_digest", contents.WeightsDigest.Hex),
            new("mixed_lineage", lineage.IsMixed ? "true" : "false"),
        ];
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
