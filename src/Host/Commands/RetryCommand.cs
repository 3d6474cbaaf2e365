using System.CommandLine;
using Sweeper.Actors.Results;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Serving;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper retry</c>: forgets failures, so that the next run, or the one in progress, tries those trainings again.</summary>
internal static class RetryCommand
{
    public static Command Build()
    {
        var stage = StageArgument.Build("every failed stage");
        var options = new RunOptions();
        var command = options.AddTo(new Command("retry", "Forget failures, so that the next run, or the one in progress, tries those trainings again") { stage })
            .WithExamples("retry", "retry 3f2a91c07d55 --store /data/sweeps");
        command.SetAction(async (parsed, cancel) =>
        {
            var prefix = parsed.GetValue(stage);
            StageArgument.Check(prefix, "every failed stage");
            if (options.Store(parsed) is not { } folder) return await Ask(prefix, options.Open(parsed), cancel);
            if (!SweepStore.Exists(folder)) throw new UserException($"there is no store at {folder}; --store names another");
            // A run that goes on holds the store, and is asked to try again itself.
            if (!new RunFiles(folder).HasSocket) return Run(prefix, folder);
            try
            {
                return await Ask(prefix, options.Open(parsed), cancel);
            }
            catch (RunUnreachableException nothing) when (!nothing.IsRunning)
            {
                return Run(prefix, folder);
            }
        });
        return command;
    }

    private static async Task<int> Ask(string? prefix, RemoteSource source, CancellationToken cancel)
    {
        using var run = source;
        await run.Next(0, cancel);
        try
        {
            StandardError.Say(await run.Control(new(ControlAction.Retry, prefix), cancel));
            return ExitCode.Done;
        }
        catch (ControlRefusedException refusal)
        {
            throw new UserException(refusal.Message);
        }
    }

    private static int Run(string? prefix, string folder)
    {
        using var store = SweepStore.OpenForRun(folder, "retry");
        var failed = store.Results.Troubles().Keys.Where(key => key.StartsWith(prefix)).ToList();
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
