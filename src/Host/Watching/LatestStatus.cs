using Sweeper.Actors.Status;

namespace Sweeper.Host.Watching;

/// <summary>Keeps what a console shows up to date: asks the source for it in the background, and only for what is looked at.</summary>
/// <param name="source">Where it comes from.</param>
/// <param name="time">The clock.</param>
/// <param name="answered">Called from any thread when there is something new: a snapshot, or what someone has just chosen to see.</param>
internal sealed class LatestStatus(IStatusSource source, TimeProvider time, Action answered) : IDisposable
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _cancel = new();
    private readonly Asked<HeatmapChoice, Heatmap> _heatmap = new(time, Spacing);
    private readonly Asked<string, StageDetail> _detail = new(time, Spacing);
    private volatile SweepSnapshot? _snapshot = source.Latest;
    private volatile string? _trouble;
    private long _heard = time.GetTimestamp();

    /// <summary>Begins to ask.</summary>
    public void Start() => _ = Task.Run(Follow);

    /// <summary>What there is for a state now; what of it is missing or old is asked for.</summary>
    public ConsoleContent For(ConsoleState state)
    {
        _heatmap.Want(state.Choice, choice => source.HeatmapOf(choice, _cancel.Token)!, answered);
        if (state.Stage is { } stage) _detail.Want(stage, key => source.DetailOf(key, _cancel.Token), answered);
        // A run that has ended says no more.
        var silent = _snapshot?.State == RunState.Ended ? 0 : time.GetElapsedTime(Interlocked.Read(ref _heard)).TotalSeconds;
        return new(_snapshot, _heatmap.Value, _detail.Value, silent, _trouble);
    }

    public void Dispose() => _cancel.Cancel();

    private async Task Follow()
    {
        while (!_cancel.IsCancellationRequested)
        {
            try
            {
                _snapshot = await source.Next(_snapshot?.Number ?? 0, _cancel.Token);
                Interlocked.Exchange(ref _heard, time.GetTimestamp());
                _trouble = null;
                // Drawn as it comes: a clock of its own beside that of the snapshots would show some twice and skip others.
                answered();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException trouble)
            {
                _trouble = trouble.Message;
                await Task.Delay(AfterTrouble, time, CancellationToken.None);
            }
        }
    }
}
