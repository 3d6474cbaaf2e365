using System.CommandLine;
using Sweeper.Actors.Results;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper store du|gc</c>.</summary>
internal static class StoreCommand
{
    public static Command Build() => new("store", "See what a store holds, and clean it") { Du(), Gc() };

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
            if (freed.Unplanned > 0 && !parsed.GetValue(unplanned))
                Console.Out.WriteLine($"{Humans.Count(freed.Unplanned, "ticket")} ({ByteSize.Text(freed.UnplannedBytes)}) that no sweep asks for any more stay; --unplanned deletes them");
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
