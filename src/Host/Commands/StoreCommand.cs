using System.CommandLine;
using Sweeper.Actors.Results;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper store du|gc|merge</c>.</summary>
internal static class StoreCommand
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    public static Command Build() => new("store", "See what a store holds, clean it, and bring another's contents into it") { Du(), Gc(), Merge() };

    private static Command Du()
    {
        var store = CommonOptions.Store();
        var command = new Command("du", "Print what takes how much room") { store }.WithExamples("store du");
        command.SetAction(parsed =>
        {
            using var opened = SweepStore.OpenToRead(parsed.GetValue(store)!);
            var usage = StoreUsage.Of(opened);
            foreach (var (name, bytes) in ((string, long)[])[
                ("late-reset weights", usage.Weights), ("masks", usage.Masks), ("optimizer moments", usage.Moments), ("final weights", usage.Finals), ("results", usage.Database),
                ("unreferenced", usage.Unreferenced), ("temporary", usage.Temporary), ("total", usage.Total)])
                Console.Out.WriteLine($"{name,-20} {ByteSize.Text(bytes),10}");
            if (usage.LostBlobs > 0) Console.Out.WriteLine($"{Humans.Count(usage.LostBlobs, "blob")} lost; a run that needs one trains its stage again");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Gc()
    {
        var store = CommonOptions.Store();
        var unplanned = new Option<bool>("--unplanned") { Description = "Also delete tickets that no sweep of the store asks for any more" };
        var command = new Command("gc", "Delete what nothing refers to; results are never deleted") { store, unplanned }.WithExamples("store gc", "store gc --unplanned");
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(store)!;
            if (!SweepStore.Exists(folder)) throw new UserException($"there is no store at {folder}; --store names another");
            using var opened = SweepStore.OpenForRun(folder, "store gc");
            var freed = StoreGarbage.Collect(opened, Planned(opened, mustKnow: parsed.GetValue(unplanned)), parsed.GetValue(unplanned));
            Console.Out.WriteLine($"freed {ByteSize.Text(freed.Bytes)} in {Humans.Count(freed.Blobs, "file")}");
            if (freed.TemporaryBytes > 0) Console.Out.WriteLine($"freed {ByteSize.Text(freed.TemporaryBytes)} that a run which was killed had left half written");
            if (freed.Spared > 0)
                Console.Out.WriteLine($"{Humans.Count(freed.Spared, "file")} ({ByteSize.Text(freed.SparedBytes)}) of the last day stay: nodes whose run was killed may still be at work; `sweeper run --listen` takes in what they find");
            if (freed.Unplanned > 0 && !parsed.GetValue(unplanned))
                Console.Out.WriteLine($"{Humans.Count(freed.Unplanned, "ticket")} ({ByteSize.Text(freed.UnplannedBytes)}) that no sweep asks for any more stay; --unplanned deletes them");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Merge()
    {
        var from = new Argument<string>("FROM") { Description = "The folder of another store; it is only read" };
        var store = CommonOptions.Store();
        var database = CommonOptions.ResultsDatabase();
        var command = new Command("merge", "Bring the results and tickets of another store into this one, which is made where there is none") { from, store, database }
            .WithExamples("store merge laptop-store --store /data/sweeps", "store merge sweeper-store --store /shared/sweeps --results-db @results-db");
        command.SetAction(parsed =>
        {
            var (other, folder) = (parsed.GetValue(from)!, parsed.GetValue(store)!);
            if (Path.GetFullPath(other).TrimEnd('/') == Path.GetFullPath(folder).TrimEnd('/')) throw new UserException($"{other} cannot be merged into itself; --store names the store that shall have it all");
            using var read = SweepStore.OpenToRead(other);
            using var opened = SweepStore.OpenForRun(folder, $"store merge {other}", database: parsed.GetValue(database) is { } file ? PostgresAddress.FromOption("--results-db", file) : null);
            var merge = new StoreMerge(opened, read, DateTimeOffset.UtcNow);
            var said = Environment.TickCount64;
            merge.Run((done, all) =>
            {
                if (Environment.TickCount64 - said < ProgressEvery.TotalMilliseconds) return;
                said = Environment.TickCount64;
                StandardError.Say($"{done:N0} of {Humans.Count(all, "training")} merged");
            });
            Console.Out.WriteLine($"{Humans.Count(merge.NewResults, "new result")}, {Humans.Count(merge.NewAttempts, "attempt")} and {Humans.Count(merge.NewBlobs, "file")} ({ByteSize.Text(merge.NewBytes)}) are in {folder} now");
            if (merge.LostBlobs > 0) StandardError.Say($"{Humans.Count(merge.LostBlobs, "blob")} of {other} lost or damaged; a run that needs one trains its stage again");
            foreach (var sweep in merge.OtherSweeps) StandardError.Say($"sweep {sweep} is another file in {folder}, which stays; `sweeper run` with the file of {other} makes that the sweep of this name");
            return ExitCode.Done;
        });
        return command;
    }

    // What the sweeps ask for; null where one of them cannot be read any more: then nothing can be said to be unasked for.
    private static HashSet<ArtifactKey>? Planned(SweepStore store, bool mustKnow)
    {
        try
        {
            return store.Results.Sweeps().Select(StoredPlans.Plan).SelectMany(plan => plan.Stages)
                .SelectMany(stage => stage.Outputs.Artifacts)
                .ToHashSet();
        }
        catch (UserException) when (!mustKnow)
        {
            return null;
        }
    }
}
