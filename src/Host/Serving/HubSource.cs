using Sweeper.Actors.Status;
using Sweeper.Host.Status;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Serving;

/// <summary>The run of this process, for its own console and its status endpoint.</summary>
/// <param name="hub">Its snapshots and rows.</param>
/// <param name="stages">What is known of its trainings.</param>
/// <param name="control">What it does when told.</param>
internal sealed class HubSource(StatusHub hub, StageDetails stages, IRunControl control) : IStatusSource
{
    /// <inheritdoc/>
    public SweepSnapshot? Latest => hub.Latest;

    /// <inheritdoc/>
    public Task<SweepSnapshot> Next(long after, CancellationToken cancel) => hub.After(after, cancel);

    /// <inheritdoc/>
    public Task<Heatmap> HeatmapOf(HeatmapChoice choice, CancellationToken cancel) => Task.Run(() => HeatmapReader.Read(hub.Rows, choice), cancel);

    /// <inheritdoc/>
    public Task<StageDetail?> DetailOf(string stage, CancellationToken cancel) => Task.Run(() => stages.Of(stage), cancel);

    /// <inheritdoc/>
    public Task<string> Control(ControlOrder order, CancellationToken cancel) => control.Do(order, cancel);
}
