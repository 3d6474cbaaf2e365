using System.Globalization;
using Spectre.Console;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Output;

/// <summary><c>tickets list</c>: a line a ticket, as table, CSV or JSON.</summary>
internal static class TicketList
{
    /// <summary>The table; with a column for the sweep where there are several.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyList<TicketEntry> entries)
    {
        var several = entries.DistinctBy(entry => entry.Sweep).Count() > 1;
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in (string[])["id", .. several ? (string[])["sweep"] : [], "model", "pruning", "source", "round", "seed", "left %", "state"])
            table.AddColumn(new TableColumn(name) { NoWrap = true });
        foreach (var entry in entries)
        {
            var ticket = entry.Ticket;
            string[] cells =
            [
                ticket.Id.Short, .. several ? (string[])[entry.Sweep] : [], ticket.Model.Text, Words.Of(ticket.Pruning), ticket.Source.ToString(), Whole(ticket.Round),
                Whole(ticket.Seed), Humans.Points((double)entry.Left / entry.Prunable), Words.Of(entry.State),
            ];
            table.AddRow(cells.Select(cell => new Text(TerminalText.Clean(cell))));
        }
        PlainTables.Write(output, table);
    }

    /// <summary>A header, and a line a ticket (RFC 4180).</summary>
    public static void WriteCsv(TextWriter output, IReadOnlyList<TicketEntry> entries)
    {
        output.Write("id,sweep,model,scope,criterion,fraction,rewind,source,source_optimizer,round,seed,prunable,left,state\r\n");
        foreach (var entry in entries)
        {
            var (ticket, point) = (entry.Ticket, entry.Ticket.Pruning);
            output.Write(CsvLine.Of(
                ticket.Id.Value, entry.Sweep, ticket.Model.Text, Words.Of(point.Rule.Scope), Words.Of(point.Rule.Criterion),
                point.Rule.Fraction.ToString(CultureInfo.InvariantCulture), point.Rewind.ToString(), ticket.Source.Dataset.Display, ticket.Source.Optimizer,
                Whole(ticket.Round), Whole(ticket.Seed), Whole(entry.Prunable), Whole(entry.Left), Words.Of(entry.State)));
        }
    }

    /// <summary>An array, an object a ticket.</summary>
    public static void WriteJson(Stream output, IReadOnlyList<TicketEntry> entries) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            TicketJson.WriteName(json, entry);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
