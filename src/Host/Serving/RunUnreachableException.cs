namespace Sweeper.Host.Serving;

/// <summary>A run cannot be watched or told anything; the message says why and what to do.</summary>
/// <param name="message">For people.</param>
/// <param name="isRunning">Whether there is a run all the same; otherwise nothing runs in the store.</param>
internal sealed class RunUnreachableException(string message, bool isRunning) : IOException(message)
{
    /// <summary>Whether there is a run all the same.</summary>
    public bool IsRunning => isRunning;
}
