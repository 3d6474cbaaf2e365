using System.CommandLine;
using Sweeper.Host.Runs;
using Sweeper.Host.Yaml;

namespace Sweeper.Host.Commands;

/// <summary>The options that say which trainings of which store are meant.</summary>
internal sealed class TrainingOptions
{
    private readonly Option<string> _store = CommonOptions.Store();
    private readonly Option<string?> _sweep = new("--sweep") { Description = "Only trainings that this sweep asks for", HelpName = "NAME" };
    private readonly Option<string?> _model = new("--model") { Description = "Only trainings of this model", HelpName = "NAME" };
    private readonly Option<string?> _source = new("--source") { Description = "Only trainings of tickets found on this dataset", HelpName = "DATASET" };
    private readonly Option<string?> _sourceOptimizer = new("--source-optimizer") { Description = "Only trainings of tickets found with this optimizer", HelpName = "NAME" };
    private readonly Option<string?> _target = new("--target") { Description = "Only trainings on this dataset", HelpName = "DATASET" };
    private readonly Option<string?> _optimizer = new("--optimizer") { Description = "Only trainings with this optimizer", HelpName = "NAME" };
    private readonly Option<string?> _ticket = new("--ticket") { Description = "Only trainings of this kind of ticket", HelpName = string.Join('|', SpecWords.Tickets.Words) };
    private readonly Option<int?> _round = new("--round") { Description = "Only trainings of tickets pruned so often", HelpName = "N" };
    private readonly Option<long?> _seed = new("--seed") { Description = "Only trainings of this seed", HelpName = "N" };

    /// <summary>The command, with these options.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in (Option[])[_store, _sweep, _model, _source, _sourceOptimizer, _target, _optimizer, _ticket, _round, _seed]) command.Add(option);
        return command;
    }

    /// <summary>The store's folder.</summary>
    public string Store(ParseResult parsed) => parsed.GetValue(_store)!;

    /// <summary>The sweep; null is all of them.</summary>
    public string? Sweep(ParseResult parsed) => parsed.GetValue(_sweep);

    /// <summary>Which trainings are meant.</summary>
    public TrainingFilter Filter(ParseResult parsed) => new(
        parsed.GetValue(_model), parsed.GetValue(_source), parsed.GetValue(_sourceOptimizer), parsed.GetValue(_target), parsed.GetValue(_optimizer),
        parsed.GetValue(_ticket), parsed.GetValue(_round), parsed.GetValue(_seed));
}
