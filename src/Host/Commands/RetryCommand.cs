using System.CommandLine;
using Sweeper.Actors.Results;
using Sweeper.Host.Output;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper retry</c>: forgets failures, so that the next run tries those trainings again.</summary>
internal static class RetryCommand
{
    public static Command Build()
    {
        var stage = StageArgument.Build("every failed stage");
        var store = CommonOptions.Store();
        var command = new Command("retry", "Forget failures, so that the next run tries those trainings again") { stage, store }
            .WithExamples("retry", "retry 3f2a91c07d55 --store /data/sweeps");
        command.SetAction(parsed => Run(parsed.GetValue(stage), parsed.GetValue(store)!));
        return command;
    }

    private static int Run(string? prefix, string folder)
    {
        StageArgument.Check(prefix, "every failed stage");
        if (!SweepStore.Exists(folder)) throw new UserException($"there is no store at {folder}; --store names another");
        using var store = SweepStore.OpenForRun(folder, "retry");
        var failed = store.Results.Troubles().Keys.Where(key => StageArgument.Means(prefix, key)).ToList();
        if (failed.Count == 0 && prefix is not null) throw new UserException($"no failed stage of {folder} has a key that starts with '{prefix}'");
        if (failed.Count == 0)
        {
            Console.Error.WriteLine("nothing has failed");
            return ExitCode.Done;
        }
        store.Results.Commit([.. failed.Select(key => new StoreWrite.Retry(key, DateTimeOffset.UtcNow))]);
        Console.Error.WriteLine($"{Humans.Count(failed.Count, "training")} will be tried again by the next `sweeper run`");
        return ExitCode.Done;
    }
}
