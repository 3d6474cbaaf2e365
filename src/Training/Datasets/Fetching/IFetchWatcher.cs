namespace Sweeper.Training.Datasets.Fetching;

/// <summary>Who is told how a fetch goes on; called from one thread at a time.</summary>
public interface IFetchWatcher
{
    /// <summary>A step, or something that the user should know: a line.</summary>
    void Say(string line);

    /// <summary>More bytes are there. Called often.</summary>
    void Show(DownloadProgress progress);
}
