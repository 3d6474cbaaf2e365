using System.CommandLine;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
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
        var format = CommonOptions.Choice("--format", "json has an object a row, csv a line a cell; with --claims both have one a claim", "table", "csv", "json");
        var claims = new Option<bool>("--claims") { Description = "Print the verdicts on the sweep's claims alone" };
        var command = new Command("results", "Print what a sweep has found and what that says of its claims, also while it runs") { store, sweep, format, claims }
            .WithExamples("results", "results --claims", "results --sweep quickstart --format csv > quickstart.csv");
        command.SetAction(parsed => Run(parsed.GetValue(store)!, parsed.GetValue(sweep), parsed.GetValue(format)!, parsed.GetValue(claims)));
        return command;
    }

    private static int Run(string folder, string? name, string format, bool claimsAlone)
    {
        var stored = StoredRows.Read(folder, name);
        var rows = stored.Of(stored.Groups);
        if (claimsAlone) WriteClaims(ClaimDecisions.Decide(stored.Plan, rows), format, stored.Plan.Specs[0].Name);
        else WriteRows(rows, stored.Plan, format);
        foreach (var note in stored.Notes) StandardError.Say(note);
        return ExitCode.Done;
    }

    private static void WriteRows(IEnumerable<ResultGroup> rows, SweepPlan plan, string format)
    {
        switch (format)
        {
            case "json":
                using (var output = Console.OpenStandardOutput()) ResultsJson.Write(output, rows);
                break;
            case "csv":
                WriteText(output => ResultsCsv.Write(output, rows));
                break;
            default:
                WriteText(output => ResultsTable.Write(output, rows));
                ClaimsText.Write(Console.Out, ClaimDecisions.Decide(plan, rows));
                break;
        }
    }

    private static void WriteText(Action<TextWriter> write)
    {
        using var output = new ChunkedText(Console.Out);
        write(output);
    }

    private static void WriteClaims(IReadOnlyList<ClaimVerdict> verdicts, string format, string sweep)
    {
        switch (format)
        {
            case "json":
                using (var output = Console.OpenStandardOutput()) ClaimsJson.Write(output, verdicts);
                break;
            case "csv":
                ClaimsCsv.Write(Console.Out, verdicts);
                break;
            default:
                ClaimsText.Write(Console.Out, verdicts, withTests: true);
                break;
        }
        if (verdicts.Count == 0) StandardError.Say($"sweep '{sweep}' has no claims; add some under 'claims' in its file and run it again");
    }
}
