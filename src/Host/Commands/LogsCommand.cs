using System.CommandLine;
using Sweeper.Actors.Results;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper logs</c>: how one training went, epoch by epoch, also while it runs; or which trainings there are.</summary>
internal static class LogsCommand
{
    private const int MostListed = 20;

    public static Command Build()
    {
        var stage = StageArgument.Build("and without options, the trainings that run and those last tried");
        var options = new TrainingOptions();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on printing what happens until the training is over" };
        var json = new Option<bool>("--json") { Description = "Print an object a line" };
        var command = options.AddTo(new Command("logs", "Print how a training went, epoch by epoch, also while it runs") { stage, follow, json })
            .WithExamples("logs", "logs 3f2a91c07d55 --follow", "logs --target fashion-mnist-b --ticket random --round 3 --seed 0");
        command.SetAction(parsed =>
        {
            var (folder, prefix, filter) = (options.Store(parsed), parsed.GetValue(stage), options.Filter(parsed));
            StageArgument.Check(prefix, "a list");
            ILogOutput output = parsed.GetValue(json) ? new LogJson(Console.Out) : new LogText(Console.Out);
            StoredTrainings trainings;
            StageKey one;
            using (var store = SweepStore.OpenToRead(folder))
            {
                trainings = StoredTrainings.Read(store, folder, options.Sweep(parsed));
                foreach (var note in trainings.Notes) StandardError.Say(note);
                if (prefix is null && filter.IsEmpty && !parsed.GetValue(follow)) return List(store, trainings, options.Sweep(parsed) is not null, parsed.GetValue(json));
                one = trainings.One(filter, prefix, store.Results.Stages());
                output.Begin(trainings[one], store.Results.HistoryOf(one));
                if (!parsed.GetValue(follow)) return Show(store, trainings, one, output);
            }
            // With the store closed: a reader that stays would keep a run from folding its log at its end.
            return Follow(folder, trainings, one, output);
        });
        return command;
    }

    private static int Show(SweepStore store, StoredTrainings trainings, StageKey stage, ILogOutput output)
    {
        var story = TrainingStory.Read(store, trainings, [stage])[0];
        foreach (var entry in LogEntry.Of(story.History)) output.Show(entry);
        output.End(story);
        return ExitCode.Done;
    }

    private static int Follow(string folder, StoredTrainings trainings, StageKey stage, ILogOutput output)
    {
        using var stop = new CancellationTokenSource();
        using var signals = new InterruptSignals(stop.Cancel, () => ProcessEnd.AtOnce(ExitCode.Interrupted), _ => { });
        try
        {
            output.End(LogFollower.Follow(folder, trainings, stage, output.Show, stop.Token));
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static int List(SweepStore store, StoredTrainings trainings, bool ofOneSweep, bool asJson)
    {
        var latest = store.Results.LatestStages(ofOneSweep ? int.MaxValue : MostListed).Where(stage => !ofOneSweep || trainings[stage] is not null).Take(MostListed);
        var stories = TrainingStory.Read(store, trainings, latest);
        if (asJson)
        {
            var json = new LogJson(Console.Out);
            foreach (var story in stories) json.Listed(story);
            return ExitCode.Done;
        }
        if (stories.Count == 0)
        {
            StandardError.Say("no training was started yet");
            return ExitCode.Done;
        }
        LogList.Write(Console.Out, stories);
        StandardError.Say($"`sweeper logs {stories[0].History.Stage.Short}` shows one; --target, --round, --seed and so on find others");
        return ExitCode.Done;
    }
}
