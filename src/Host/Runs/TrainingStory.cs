using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Runs;

/// <summary>How a training went so far.</summary>
/// <param name="History">What the store has of it.</param>
/// <param name="Entry">What it is; null where no sweep of the store asks for it.</param>
/// <param name="State">How it stands.</param>
internal sealed record TrainingStory(StageHistory History, TrainingEntry? Entry, TrainingState State)
{
    /// <summary>Whether nothing more will come of it by itself.</summary>
    public bool IsOver => State is TrainingState.Done or TrainingState.SetAside;

    /// <summary>The last attempt; null where there is none.</summary>
    public StoredAttempt? Last => History.Attempts.LastOrDefault();

    /// <summary>Reads the stories of some stages.</summary>
    public static IReadOnlyList<TrainingStory> Read(SweepStore store, StoredTrainings trainings, IEnumerable<StageKey> stages)
    {
        var isInUse = SweepStore.IsInUse(store.Folder);
        var troubles = store.Results.Troubles();
        return [.. stages.Select(stage =>
        {
            var entry = trainings[stage];
            var history = store.Results.HistoryOf(stage);
            var isSetAside = troubles.TryGetValue(stage, out var trouble) && trouble.SetsAside(entry?.Policy ?? new FailurePolicy());
            return new TrainingStory(history, entry, StateOf(history, isSetAside, isInUse));
        })];
    }

    private static TrainingState StateOf(StageHistory history, bool isSetAside, bool isInUse) => history switch
    {
        { Attempts: [] } => TrainingState.NotStarted,
        { Attempts: [.., { Outcome: AttemptOutcome.Open }] } => isInUse ? TrainingState.Running : TrainingState.Abandoned,
        { Result: not null } => TrainingState.Done,
        _ => isSetAside ? TrainingState.SetAside : TrainingState.Unfinished,
    };
}
