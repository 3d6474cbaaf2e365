using Sweeper.Actors.Results;
using Sweeper.Host.Output;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Runs;

/// <summary>Reads a training's story again and again, from whichever process it is written, until it is over.</summary>
internal static class LogFollower
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Hands over each entry once, as it comes; the story as it is at the end.</summary>
    /// <param name="folder">The store. It is opened anew for each look: a reader that stays would keep a run from folding its log at its end.</param>
    /// <param name="trainings">The names of its trainings.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="show">Takes an entry.</param>
    /// <param name="stop">Ends the following.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the training was over.</exception>
    public static TrainingStory Follow(string folder, StoredTrainings trainings, StageKey stage, Action<LogEntry> show, CancellationToken stop)
    {
        var shown = new HashSet<LogEntry>();
        while (true)
        {
            using (var store = SweepStore.OpenToRead(folder))
            {
                var story = TrainingStory.Read(store, trainings, [stage])[0];
                foreach (var entry in LogEntry.Of(story.History).Where(shown.Add)) show(entry);
                if (story.IsOver) return story;
            }
            stop.WaitHandle.WaitOne(LookEvery);
            stop.ThrowIfCancellationRequested();
        }
    }
}
