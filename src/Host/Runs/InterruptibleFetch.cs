using Sweeper.Host.Display;
using Sweeper.Training.Datasets.Fetching;

namespace Sweeper.Host.Runs;

/// <summary>Fetches with progress on standard error, and ends on Ctrl-C, SIGTERM and SIGHUP with what was downloaded kept.</summary>
internal static class InterruptibleFetch
{
    /// <summary>Runs something that fetches.</summary>
    /// <exception cref="InterruptedException">The user has interrupted it.</exception>
    public static void Run(Action<IFetchWatcher, CancellationToken> fetch)
    {
        using var cancel = new CancellationTokenSource();
        using var display = FetchDisplay.OnStandardError();
        using var signals = new InterruptSignals(cancel.Cancel, () => ProcessEnd.AtOnce(ExitCode.Interrupted), display.Say, "ending the fetch; what was downloaded is kept");
        try
        {
            fetch(display, cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw new InterruptedException("interrupted; the next fetch goes on from what was downloaded");
        }
    }
}
