using System.Globalization;
using Spectre.Console;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;
using Sweeper.Training.Files;
using Sweeper.Training.Pruning;

namespace Sweeper.Host.Output;

/// <summary><c>tickets show</c>: what a ticket is, how dense its layers are, and which trainings it comes from.</summary>
internal static class TicketText
{
    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entry">The ticket.</param>
    /// <param name="contents">What it holds; null where it is not stored.</param>
    /// <param name="lineage">Where it comes from.</param>
    public static void Write(TextWriter output, TicketEntry entry, TicketContents? contents, TicketLineage lineage)
    {
        var (ticket, first) = (entry.Ticket, entry.Ticket.Chain[0].Spec);
        foreach (var (name, text) in ((string, string)[])[
            ("ticket", ticket.Id.Value),
            ("state", StateText(entry.State)),
            ("sweep", entry.Sweep),
            ("model", $"{ticket.Model}, {entry.Architecture.Input} images, {entry.Architecture.Classes} classes"),
            ("source", $"{ticket.Source}, data {first.DatasetDigest?.Short}"),
            ("recipe", first.Recipe.CanonicalForm),
            ("pruning", $"{ticket.Pruning.Rule.CanonicalForm}"),
            ("round", $"{ticket.Round}: {entry.Left:N0} of {entry.Prunable:N0} prunable weights left"),
            ("seed", ticket.Seed.ToString(CultureInfo.InvariantCulture)),
            ("weights", $"of step {ticket.RewindStep} ({ticket.Pruning.Rewind}) of round 0{Blob(contents?.WeightsDigest.Hex, contents?.Weights.LongLength)}"),
            ("mask", ticket.Mask is null ? "all ones: nothing is pruned yet" : $"of round {ticket.Round}{Blob(contents?.MaskDigest.Hex, contents?.MaskBytes)}")])
            output.WriteLine(TerminalText.Clean($"{name,-9} {text}"));
        if (contents is not null) WriteLayers(output, LayerDensity.Of(contents.Mask, entry.Architecture));
        WriteChain(output, lineage);
        if (lineage.IsMixed) output.WriteLine("mixed lineage: a training of this chain ran twice and ended in other bytes; mask and weights go back to different ends");
    }

    private static string StateText(TicketState state) => state switch
    {
        TicketState.Stored => "stored",
        TicketState.NotYet => "not-yet: the trainings that make it have not finished; `sweeper run` goes on",
        _ => "lost: the trainings that make it have finished, but it is not in the store; a run that needs it makes it again",
    };

    private static string Blob(string? digest, long? bytes) => digest is null ? "" : $", SHA-256 {digest}, {ByteSize.Text(bytes ?? 0)}";

    private static void WriteLayers(TextWriter output, IReadOnlyList<LayerDensity> layers)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("tensor").AddColumn("shape");
        foreach (var name in (string[])["prunable", "left", "density %"]) table.AddColumn(new TableColumn(name) { Alignment = Justify.Right, NoWrap = true });
        foreach (var layer in layers) AddRow(layer.Name, string.Join('x', layer.Shape), layer.Weights, layer.Left);
        AddRow("whole", "", layers.Sum(layer => (long)layer.Weights), layers.Sum(layer => (long)layer.Left));
        PlainTables.Write(output, table);

        void AddRow(string name, string shape, long weights, long left) => table.AddRow(
            [.. new[] { name, shape, $"{weights:N0}", $"{left:N0}", Humans.Points((double)left / weights) }.Select(text => new Text(text))]);
    }

    private static void WriteChain(TextWriter output, TicketLineage lineage)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in (string[])["round", "stage", "dataset", "seed", "test accuracy %", "computed on"]) table.AddColumn(new TableColumn(name) { NoWrap = true });
        foreach (var link in lineage.Links)
        {
            var accuracy = link.Result is { } result ? Humans.Points((double)result.Correct / result.Total) : "not yet";
            table.AddRow([.. new[]
            {
                link.Round.ToString(CultureInfo.InvariantCulture), link.Stage.Key.Short, link.Stage.Spec.Dataset.Display, link.Stage.Spec.Seed.ToString(CultureInfo.InvariantCulture),
                accuracy, link.Result?.Environment.ToString() ?? "",
            }.Select(text => new Text(TerminalText.Clean(text)))]);
        }
        output.WriteLine("\ncomes from the trainings");
        PlainTables.Write(output, table);
    }
}
