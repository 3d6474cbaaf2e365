using Sweeper.Actors.Results;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Output;

/// <summary>A way to show a training's story, piece by piece as it comes.</summary>
internal interface ILogOutput
{
    /// <summary>What the training is.</summary>
    void Begin(TrainingEntry? entry, StageHistory history);

    /// <summary>What happened to it.</summary>
    void Show(LogEntry entry);

    /// <summary>How it stands.</summary>
    void End(TrainingStory story);
}
