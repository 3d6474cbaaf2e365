using System.CommandLine;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Training.Files;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper tickets list|show|export</c>.</summary>
internal static class TicketsCommand
{
    public static Command Build() => new("tickets", "List, look into and export winning tickets, also while a sweep runs") { List(), Show(), Export() };

    private static Command List()
    {
        var options = new TicketOptions();
        var format = CommonOptions.Choice("--format", "json has an object a ticket, csv a line", "table", "csv", "json");
        var command = options.AddTo(new Command("list", "Print the winning tickets of a store's sweeps") { format })
            .WithExamples("tickets list", "tickets list --source fashion-mnist-a --round 8", "tickets list --format csv > tickets.csv");
        command.SetAction(parsed =>
        {
            using var tickets = options.Open(parsed);
            var entries = options.Filter(parsed).Apply(tickets.Entries);
            if (entries.Count == 0) StandardError.Say("there is no ticket; a sweep has some once it asks for winning tickets");
            switch (parsed.GetValue(format))
            {
                case "json":
                    using (var output = Console.OpenStandardOutput()) TicketList.WriteJson(output, entries);
                    break;
                case "csv":
                    TicketList.WriteCsv(Console.Out, entries);
                    break;
                default:
                    TicketList.WriteTable(Console.Out, entries);
                    break;
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var options = new TicketOptions();
        var id = Id();
        var json = new Option<bool>("--json") { Description = "Print everything in full as JSON" };
        var command = options.AddTo(new Command("show", "Print a ticket's density by layer, and the trainings and data that it comes from") { id, json })
            .WithExamples("tickets show 3f2a91c07d55", "tickets show --source fashion-mnist-a --round 8 --seed 0 --json");
        command.SetAction(parsed =>
        {
            using var tickets = options.Open(parsed);
            var entry = TicketChoice.One(options.Filter(parsed).Apply(tickets.Entries), parsed.GetValue(id));
            var contents = entry.State == TicketState.Stored ? tickets.Read(entry) : null;
            if (!parsed.GetValue(json))
            {
                TicketText.Write(Console.Out, entry, contents, tickets.LineageOf(entry));
                return ExitCode.Done;
            }
            using var output = Console.OpenStandardOutput();
            TicketJson.WriteOne(output, entry, contents, tickets.LineageOf(entry));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Export()
    {
        var options = new TicketOptions();
        var id = Id();
        var path = new Option<string?>("--out") { Description = "The file to write; without it, one in this folder named after the ticket", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Overwrite the file if it is there" };
        var command = options.AddTo(new Command("export", "Write a ticket as a safetensors file that other tools load") { id, path, force })
            .WithExamples("tickets export 3f2a91c07d55", "tickets export --source fashion-mnist-a --round 8 --seed 0 --out ticket.safetensors");
        command.SetAction(parsed =>
        {
            using var tickets = options.Open(parsed);
            var entry = TicketChoice.One(options.Filter(parsed).Apply(tickets.Entries), parsed.GetValue(id));
            var name = parsed.GetValue(path) ?? TicketWords.FileName(entry.Ticket);
            NewFile.Check(name, parsed.GetValue(force));
            var contents = Stored(tickets, entry);
            var bytes = TicketFile.Write(entry.Architecture, contents.Weights, contents.Mask, TicketMetadata.Of(entry, contents, tickets.LineageOf(entry)));
            NewFile.Write(name, bytes);
            StandardError.Say($"wrote {name} ({ByteSize.Text(bytes.Length)}): {entry.Name}, {Humans.Points((double)contents.Mask.Alive / contents.Mask.Length)}% of its weights left");
            return ExitCode.Done;
        });
        return command;
    }

    private static TicketContents Stored(StoredTickets tickets, TicketEntry entry) => entry.State switch
    {
        TicketState.Stored => tickets.Read(entry),
        TicketState.NotYet => throw new UserException($"ticket {entry.Ticket.Id.Short} is not there yet: the trainings that make it have not finished; `sweeper run` goes on with sweep '{entry.Sweep}'"),
        _ => throw new UserException(
            $"ticket {entry.Ticket.Id.Short} is not in the store any more: its trainings have finished, but its mask or weights were deleted or lost. " +
            "Put the blobs back from a copy of the store, or run the sweep with another --store to make them again."),
    };

    private static Argument<string?> Id() =>
        new("ID") { Description = "The first characters of a ticket's id; not needed where the options leave one ticket", Arity = ArgumentArity.ZeroOrOne };
}
