using System.CommandLine;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper results</c>: what a sweep has found so far.</summary>
internal static class ResultsCommand
{
    public static Command Build()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Choice("--format", "json has an object a row, csv a line a cell", "table", "csv", "json");
        var command = new Command("results", "Print what a sweep has found, also while it runs") { store, sweep, format }
            .WithExamples("results", "results --sweep quickstart --format csv > quickstart.csv");
        command.SetAction(parsed => Run(parsed.GetValue(store)!, parsed.GetValue(sweep), parsed.GetValue(format)!));
        return command;
    }

    private static int Run(string folder, string? name, string format)
    {
        var (stored, notes) = StoredRows.Read(folder, name);
        var rows = RowOrder.Sort(stored);
        switch (format)
        {
            case "json":
                using (var output = Console.OpenStandardOutput()) ResultsJson.Write(output, rows);
                break;
            case "csv":
                ResultsCsv.Write(Console.Out, rows);
                break;
            default:
                ResultsTable.Write(Console.Out, rows);
                break;
        }
        foreach (var note in notes) StandardError.Say(note);
        return ExitCode.Done;
    }
}
