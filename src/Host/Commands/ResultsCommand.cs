using System.CommandLine;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
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
        var options = new RowOptions();
        var command = options.AddTo(new Command("results", "Print what a sweep has found and what that says of its claims, also while it runs") { store, sweep, format, claims })
            .WithExamples("results", "results --claims", "results --sweep quickstart --format csv > quickstart.csv", "results --target fashion-mnist-b --ticket winning --round 0,4,8");
        command.SetAction(parsed =>
        {
            var (filter, word) = (options.Filter(parsed), parsed.GetValue(format)!);
            if (parsed.GetValue(claims) && !filter.IsAny)
                throw new UserException("verdicts on claims are about the whole sweep: --claims goes with no option that says which rows are meant");
            var stored = StoredRows.Read(parsed.GetValue(store)!, parsed.GetValue(sweep));
            if (parsed.GetValue(claims)) WriteClaims(stored, word);
            else WriteRows(stored, filter, word);
            foreach (var note in stored.Notes) StandardError.Say(note);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteRows(StoredRows stored, RowFilter filter, string format)
    {
        var rows = stored.Of(filter.Apply(stored.Groups));
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
                WriteVerdicts(stored, filter, rows);
                break;
        }
    }

    // Some of a sweep's rows would decide its claims otherwise than all of them do.
    private static void WriteVerdicts(StoredRows stored, RowFilter filter, IEnumerable<ResultGroup> rows)
    {
        if (filter.IsAny) ClaimsText.Write(Console.Out, ClaimDecisions.Decide(stored.Plan, rows));
        else if (stored.Plan.Specs[0].Claims.Length > 0) StandardError.Say("the verdicts on the sweep's claims are about all of its rows, and left out here; `sweeper results --claims` prints them");
    }

    private static void WriteText(Action<TextWriter> write)
    {
        using var output = new ChunkedText(Console.Out);
        write(output);
    }

    private static void WriteClaims(StoredRows stored, string format)
    {
        var verdicts = ClaimDecisions.Decide(stored.Plan, stored.Of(stored.Groups));
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
        if (verdicts.Count == 0) StandardError.Say($"sweep '{stored.Plan.Specs[0].Name}' has no claims; add some under 'claims' in its file and run it again");
    }
}
