using System.CommandLine;
using System.CommandLine.Parsing;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Host.Output;
using Sweeper.Host.TrainerProcesses;

namespace Sweeper.Host.Commands;

/// <summary>Options that several commands have, described once.</summary>
internal static class CommonOptions
{
    /// <summary>The store where <c>--store</c> is not given.</summary>
    public const string DefaultStore = "./sweeper-store";

    /// <summary><c>--store DIR</c>.</summary>
    public static Option<string> Store()
    {
        var option = new Option<string>("--store") { Description = "The folder of results and tickets", HelpName = "DIR", DefaultValueFactory = _ => DefaultStore };
        // As of a shell variable that is not set: no folder is not the current one.
        option.Validators.Add(given =>
        {
            if (string.IsNullOrWhiteSpace(given.GetValueOrDefault<string>())) given.AddError("--store needs the name of a folder");
        });
        return option;
    }

    /// <summary><c>--devices</c>.</summary>
    public static Option<string> Devices() => new("--devices")
    {
        Description = "Where to train; cpu is one trainer a core, cuda one a GPU",
        HelpName = "cpu|cpu:N|cuda|cuda:0,1",
        DefaultValueFactory = _ => "cpu",
    };

    /// <summary><c>--trainers</c>.</summary>
    /// <param name="usual">What is so without it, for people.</param>
    public static Option<string?> Trainers(string usual)
    {
        var option = new Option<string?>("--trainers")
        {
            Description = $"Whether each trainer is a thread of this process or a process of its own, whose end costs one training ({usual})",
            HelpName = $"{TrainerMode.Threads}|{TrainerMode.Processes}",
        };
        return option.AcceptOnlyFromAmong(TrainerMode.Threads, TrainerMode.Processes);
    }

    /// <summary>Those of some options that were given, for a shell and each behind a blank: what has to be typed again.</summary>
    public static string Given(ParseResult parsed, params Option[] options) => string.Concat(options
        .Select(parsed.GetResult).OfType<OptionResult>().Where(given => !given.Implicit)
        .SelectMany(given => given.Tokens.Select(token => token.Value).Prepend(given.Option.Name)).Select(word => $" {ShellWord.Quote(word)}"));

    /// <summary><c>--cluster-key FILE</c>.</summary>
    public static Option<string?> ClusterKey() => new("--cluster-key") { Description = $"The cluster's key (default: {Cluster.ClusterKey.FileName} in the store)", HelpName = "FILE" };

    /// <summary><c>--results-db @FILE</c>.</summary>
    public static Option<string?> ResultsDatabase() => new("--results-db")
    {
        Description = $"Keep results in PostgreSQL: a file with postgresql://USER:PASSWORD@HOST/DATABASE; or {PostgresAddress.Variable}. The store remembers it",
        HelpName = "@FILE",
    };

    /// <summary><c>--ascii</c>.</summary>
    public static Option<bool> Ascii() => new("--ascii") { Description = "Draw the live console without any character beyond ASCII" };

    /// <summary><c>--console</c>.</summary>
    public static Option<string> Console() => Choice("--console", "How progress is shown; auto is live on a terminal and plain elsewhere", "auto", "live", "plain", "json", "none");

    /// <summary><c>--status</c>.</summary>
    public static Option<string?> Status() => new("--status") { Description = "Serve the status page and endpoint on a network port too; a port alone is for this machine", HelpName = "[HOST:]PORT" };

    /// <summary><c>--huge</c>.</summary>
    public static Option<bool> Huge() => new("--huge") { Description = $"Allow more than {PlanSize.MostCells:N0} cells" };

    /// <summary><c>--sweep NAME</c>.</summary>
    public static Option<string?> Sweep() => new("--sweep")
    {
        Description = "The sweep's name; not needed where the store has one sweep",
        HelpName = "NAME",
    };

    /// <summary>A word out of some, with the default first.</summary>
    public static Option<string> Choice(string name, string description, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', words), DefaultValueFactory = _ => words[0] };
        return option.AcceptOnlyFromAmong(words);
    }

    /// <summary>A command whose help ends with examples.</summary>
    public static Command WithExamples(this Command command, params string[] examples)
    {
        command.Description += $"\n\nExamples:\n{string.Join('\n', examples.Select(example => $"  sweeper {example}"))}";
        return command;
    }
}
