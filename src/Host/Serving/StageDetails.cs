using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Serving;

/// <summary>All that a store knows of the trainings of a run that goes on.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="plan">The run's plan.</param>
/// <param name="names">How its trainings are called.</param>
internal sealed class StageDetails(string folder, SweepPlan plan, StageNames names)
{
    private readonly Lazy<Dictionary<string, PlannedStage>> _stages = new(() => plan.Stages.ToDictionary(stage => stage.Key.Value));

    /// <summary>That of one training; null where its key is not of the sweep. Every reading opens the store anew, beside its writer.</summary>
    public StageDetail? Of(string key)
    {
        if (!_stages.Value.TryGetValue(key, out var stage) || TrainingEntry.Of(plan, names, stage) is not { } entry) return null;
        using var store = SweepStore.OpenToRead(folder);
        var story = TrainingStory.Read(store, new StoredTrainings([entry], []), [stage.Key])[0];
        return new(key, entry.Name, [.. Facts(entry, story)], Curves(story), [.. LogEntry.Of(story.History).SelectMany(Lines)]);
    }

    private static IEnumerable<StageFact> Facts(TrainingEntry entry, TrainingStory story)
    {
        IEnumerable<(string Name, string Value)> facts = [.. entry.Fields, ("state", LogText.StateOf(story)), ("attempts", $"{story.History.Attempts.Length:N0}")];
        return facts.Select(fact => new StageFact(fact.Name, TerminalText.Clean(fact.Value)));
    }

    // Of the last attempt that has ended an epoch.
    private static ImmutableArray<StageCurve> Curves(TrainingStory story)
    {
        if (story.History.Attempts.LastOrDefault(attempt => attempt.Epochs.Length > 0) is not { } attempt) return [];
        StageCurve Curve(string name, Func<EpochRecord, double> value) => new(name, [.. attempt.Epochs.Select(value)]);
        var counted = attempt.Epochs.All(epoch => epoch.Accuracy is not null);
        return
        [
            Curve("loss", epoch => epoch.Loss),
            .. counted ? [Curve("accuracy", epoch => epoch.Accuracy!.Value)] : (ImmutableArray<StageCurve>)[],
            Curve("learning rate", epoch => epoch.LearningRate),
            Curve("seconds", epoch => epoch.Seconds),
        ];
    }

    // Epochs are the curves.
    private static IEnumerable<StatusLine> Lines(LogEntry entry) => LogText.Dated(entry) is var (at, text) ? [new(at, TerminalText.Clean(text))] : [];
}
