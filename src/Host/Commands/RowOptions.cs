using System.CommandLine;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Commands;

/// <summary>The options that say which rows and cells of a sweep are meant.</summary>
internal sealed class RowOptions
{
    private readonly Option<string[]> _model = Values("--model", "Only rows of these models", "NAME");
    private readonly Option<string[]> _scope = Values("--scope", "Only rows pruned so: global, layerwise", "SCOPE");
    private readonly Option<string[]> _fraction = Values("--fraction", "Only rows that a round prunes so much of", "FRACTION");
    private readonly Option<string[]> _rewind = Values("--rewind", "Only rows rewound to these points", "POINT");
    private readonly Option<string[]> _source = Values("--source", "Only tickets found on these datasets", "DATASET");
    private readonly Option<string[]> _sourceOptimizer = Values("--source-optimizer", "Only tickets found with these optimizers", "NAME");
    private readonly Option<string[]> _target = Values("--target", "Only rows trained on these datasets", "DATASET");
    private readonly Option<string[]> _targetOptimizer = Values("--target-optimizer", "Only rows trained with these optimizers", "NAME");
    private readonly Option<string[]> _ticket = Values("--ticket", "Only tickets of these kinds", "KIND");
    private readonly Option<string[]> _round = Values("--round", "Only these pruning rounds", "N");
    private readonly Option<string[]> _seed = Values("--seed", "Only cells of these seeds", "N");

    /// <summary>The command, with these options.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in (Option[])[_model, _scope, _fraction, _rewind, _source, _sourceOptimizer, _target, _targetOptimizer, _ticket, _round, _seed]) command.Add(option);
        return command;
    }

    /// <summary>Which rows are meant.</summary>
    public RowFilter Filter(ParseResult parsed)
    {
        return new(Of(_model), Of(_scope), Of(_fraction), Of(_rewind), Of(_source), Of(_sourceOptimizer), Of(_target), Of(_targetOptimizer), Of(_ticket), Of(_round), Of(_seed));

        string[] Of(Option<string[]> option) => parsed.GetValue(option) ?? [];
    }

    private static Option<string[]> Values(string name, string description, string value) => new(name) { Description = $"{description}; several by commas", HelpName = value, Arity = ArgumentArity.OneOrMore };
}
