namespace Sweeper.Training.Datasets.Fetching;

/// <summary>Hands on the lines of a fetch and nothing else.</summary>
internal sealed class LineWatcher(Action<string>? say) : IFetchWatcher
{
    public void Say(string line) => say?.Invoke(line);

    public void Show(DownloadProgress progress)
    {
        // Lines are all that was asked for.
    }
}
