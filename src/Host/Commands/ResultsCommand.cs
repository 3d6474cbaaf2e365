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
        var (plan, stored, notes) = StoredRows.Read(folder, name);
        if (claimsAlone) WriteClaims(ClaimDecisions.Decide(plan, stored), format, plan.Specs[0].Name);
        else WriteRows(RowOrder.Sort(stored), plan, format);
        foreach (var note in notes) StandardError.Say(note);
        return ExitCode.Done;
    }
    private static void WriteRows(IReadOnlyList<ResultGroup> rows, SweepPlan plan, string format)
    {
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
                ClaimsText.Write(Console.Out, ClaimDecisions.Decide(plan, rows));
                break;
        }
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
