using System.CommandLine;
using Sweeper.Actors.Results;
using Sweeper.Host.Display;
using Sweeper.Host.Serving;
using Sweeper.Host.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Devices;
using Sweeper.Training.Native;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Commands;

/// <summary>The <c>sweeper</c> command: its subcommands, and how every failure becomes one readable message and an exit code.</summary>
internal static class SweeperCommand
{
    /// <summary>Set to anything, this environment variable shows the stack of an unexpected failure.</summary>
    private const string TraceVariable = "SWEEPER_TRACE";

    /// <summary>Runs a command line; returns the exit code.</summary>
    public static async Task<int> InvokeAsync(string[] arguments)
    {
        var parsed = Parse(arguments is [] ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) StandardError.Say($"sweeper: {Readable(error.Message)}");
            StandardError.Say($"See `sweeper {string.Join(' ', PathOf(parsed.CommandResult.Command).Append("--help"))}`.");
            return ExitCode.WrongInput;
        }
        try
        {
            // The commands handle signals themselves: a sweep in flight has work to close.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception error)
        {
            return Report(error);
        }
    }

    /// <summary>Reads a command line. A word that begins with @ is itself, as in <c>--token @FILE</c>, and no file of further words.</summary>
    public static ParseResult Parse(IReadOnlyList<string> arguments) => Build().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The tree of commands.</summary>
    public static RootCommand Build() => new("Finds winning lottery tickets, transfers them between datasets and optimizers, and compares them with random tickets over seeds.")
    {
        PlanCommand.Build(), RunCommand.Build(), ResultsCommand.Build(), ReportCommand.Build(), StatusCommand.Build(), WatchCommand.Build(), LogsCommand.Build(),
        ControlCommands.Pause(), ControlCommands.Resume(), ControlCommands.Cancel(), RetryCommand.Build(), TicketsCommand.Build(), DatasetsCommand.Build(),
        StoreCommand.Build(), LaunchCommand.Build(), NodeCommand.Build(), ClusterCommand.Build(), InitCommand.Build(), DoctorCommand.Build(), TrainerCommand.Build(),
    };

    private static int Report(Exception error)
    {
        var (code, message) = error switch
        {
            UserException or SpecException or StoreException or DatasetException or RunUnreachableException { IsRunning: false } => (ExitCode.WrongInput, error.Message),
            NoSpaceException or TorchUnavailableException or DeviceException or DownloadException or LostBlobException or RunUnreachableException => (ExitCode.Unexpected, error.Message),
            InterruptedException => (ExitCode.Interrupted, error.Message),
            _ => (ExitCode.Unexpected, $"unexpected failure: {error.GetType().Name}: {error.Message.Split('\n')[0]}"),
        };
        // Problems of a sweep file start with their place, as editors and terminals follow it.
        StandardError.Say(error is SpecException ? message : $"sweeper: {message}");
        if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 }) StandardError.Say(error.ToString());
        else if (code == ExitCode.Unexpected && error is not RunUnreachableException) StandardError.Say($"{TraceVariable}=1 shows where.");
        return code;
    }

    // The parser's own words: a tab before each choice, and the type of an option that is no number.
    private static string Readable(string message) =>
        message.Replace("\t", "  ").Replace($"as expected type '{typeof(int?)}'", "as a whole number").Replace($"as expected type '{typeof(long?)}'", "as a whole number");

    private static IEnumerable<string> PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? PathOf(parent).Append(command.Name) : [];
}
