using System.CommandLine;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Commands;

/// <summary>The options that say which tickets of which store are meant.</summary>
internal sealed class TicketOptions
{
    private readonly Option<string> _store = CommonOptions.Store();
    private readonly Option<string?> _sweep = new("--sweep") { Description = "Only tickets that this sweep asks for", HelpName = "NAME" };
    private readonly Option<string?> _model = new("--model") { Description = "Only tickets of this model", HelpName = "NAME" };
    private readonly Option<string?> _source = new("--source") { Description = "Only tickets found on this dataset", HelpName = "DATASET" };
    private readonly Option<string?> _optimizer = new("--optimizer") { Description = "Only tickets found with this optimizer", HelpName = "NAME" };
    private readonly Option<int?> _round = new("--round") { Description = "Only tickets pruned so often", HelpName = "N" };
    private readonly Option<long?> _seed = new("--seed") { Description = "Only tickets of this seed", HelpName = "N" };

    /// <summary>The command, with these options.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in (Option[])[_store, _sweep, _model, _source, _optimizer, _round, _seed]) command.Add(option);
        return command;
    }

    /// <summary>The tickets of the store; what a reader should know goes to standard error.</summary>
    public StoredTickets Open(ParseResult parsed)
    {
        var tickets = StoredTickets.Open(parsed.GetValue(_store)!, parsed.GetValue(_sweep));
        foreach (var note in tickets.Notes) StandardError.Say(note);
        return tickets;
    }

    /// <summary>Which of them are meant.</summary>
    public TicketFilter Filter(ParseResult parsed) => new(
        parsed.GetValue(_model), parsed.GetValue(_source), parsed.GetValue(_optimizer), parsed.GetValue(_round), parsed.GetValue(_seed));
}
