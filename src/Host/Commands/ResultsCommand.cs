using System.CommandLine;
using Sweeper.Actors.Claims;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper results</c>: what a sweep has found so far.</summary>
internal static class ResultsCommand
{
    private const string Parquet = "parquet";

    public static Command Build()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Choice("--format", "json has an object a row, csv and parquet a line a cell; with --group-by all have one a group, with --claims one a claim", "table", "csv", "json", Parquet);
        var fields = new Option<string?>("--group-by") { Description = "Pool rows over all fields but these; seeds are the sample", HelpName = "FIELDS" };
        var claims = new Option<bool>("--claims") { Description = "Print the verdicts on the sweep's claims alone" };
        var path = new Option<string?>("--out") { Description = "Write a file, whole or not at all, in place of standard output", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Overwrite the file if it is there" };
        var options = new RowOptions();
        var command = options.AddTo(new Command("results", "Print what a sweep has found and what that says of its claims, also while it runs") { store, sweep, format, fields, claims, path, force })
            .WithExamples("results", "results --claims", "results --sweep quickstart --format csv > quickstart.csv", "results --format parquet --out quickstart.parquet",
                "results --target fashion-mnist-b --ticket winning --round 0,4,8", "results --group-by target,ticket,round");
        command.SetAction(parsed =>
        {
            var (filter, word, file) = (options.Filter(parsed), parsed.GetValue(format)!, parsed.GetValue(path));
            var by = parsed.GetValue(fields) is { } names ? RowField.Parse(names) : null;
            if (parsed.GetValue(claims) && (by is not null || !filter.IsAny))
                throw new UserException("verdicts on claims are about the whole sweep: --claims goes with no option that groups rows or says which are meant");
            if (parsed.GetValue(claims) && word == Parquet) throw new UserException("verdicts are few, and not written as Parquet; csv and json have them");
            if (word == Parquet && file is null && !Console.IsOutputRedirected)
                throw new UserException("Parquet is not for terminals; redirect it (> results.parquet), or name a file with --out");
            if (file is not null) NewFile.Check(file, parsed.GetValue(force));
            var stored = StoredRows.Read(parsed.GetValue(store)!, parsed.GetValue(sweep));
            var destination = new Destination(file);
            if (parsed.GetValue(claims)) WriteClaims(stored, word, destination);
            else if (by is not null) WritePooled(PooledRows.Of(by, stored.Of(filter.Apply(stored.Groups)), stored.Plan.Specs[0].IntervalLevel), stored.Intervals, word, destination);
            else WriteRows(stored, filter, word, destination);
            foreach (var note in stored.Notes) StandardError.Say(note);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteRows(StoredRows stored, RowFilter filter, string format, Destination destination)
    {
        var rows = stored.Of(filter.Apply(stored.Groups));
        switch (format)
        {
            case "json": destination.Write(output => ResultsJson.Write(output, rows)); break;
            case "csv": destination.WriteText(output => RecordsCsv.Write(output, RecordSet.OfCells(rows))); break;
            case Parquet: destination.Write(output => RecordsParquet.Write(output, RecordSet.OfCells(rows))); break;
            default:
                destination.WriteText(output =>
                {
                    ResultsTable.Write(output, rows, stored.Intervals);
                    if (filter.IsAny) ClaimsText.Write(output, ClaimDecisions.Decide(stored.Plan, stored.Of), stored.Intervals);
                });
                // Some of a sweep's rows would decide its claims otherwise than all of them do.
                if (!filter.IsAny && stored.Plan.Specs[0].Claims.Length > 0)
                    StandardError.Say("the verdicts on the sweep's claims are about all of its rows, and left out here; `sweeper results --claims` prints them");
                break;
        }
    }

    private static void WritePooled(PooledRows pooled, IntervalWords intervals, string format, Destination destination)
    {
        switch (format)
        {
            case "json": destination.Write(pooled.WriteJson); break;
            case "csv": destination.WriteText(output => RecordsCsv.Write(output, RecordSet.OfPools(pooled.Fields, pooled.Groups))); break;
            case Parquet: destination.Write(output => RecordsParquet.Write(output, RecordSet.OfPools(pooled.Fields, pooled.Groups))); break;
            default: destination.WriteText(output => pooled.WriteTable(output, intervals)); break;
        }
        var incomplete = pooled.Groups.Count(group => group.Missing > 0);
        if (incomplete > 0)
            StandardError.Say($"{Humans.Count(incomplete, "group")} of {pooled.Groups.Count:N0} {(incomplete == 1 ? "lacks" : "lack")} cells: a seed counts in a group only with every cell of it");
    }

    private static void WriteClaims(StoredRows stored, string format, Destination destination)
    {
        var verdicts = ClaimDecisions.Decide(stored.Plan, stored.Of);
        switch (format)
        {
            case "json": destination.Write(output => ClaimsJson.Write(output, verdicts)); break;
            case "csv": destination.WriteText(output => ClaimsCsv.Write(output, verdicts)); break;
            default: destination.WriteText(output => ClaimsText.Write(output, verdicts, stored.Intervals, withTests: true)); break;
        }
        if (verdicts.Count == 0) StandardError.Say($"sweep '{stored.Plan.Specs[0].Name}' has no claims; add some under 'claims' in its file and run it again");
    }
}
