using Sweeper.Actors.Status;

namespace Sweeper.Host.Watching;

/// <summary>Where a console has from what it shows: a run in this process, one behind a socket, a recording. Its members may be called from any thread.</summary>
internal interface IStatusSource
{
    /// <summary>The latest snapshot; null before the first.</summary>
    SweepSnapshot? Latest { get; }

    /// <summary>
    /// The first snapshot whose number is above another's: at once if there is one, else as soon as there is. A run makes one every second or two also
    /// where nothing changes, by which a console knows that it still goes on.
    /// </summary>
    /// <exception cref="IOException">The run does not answer, for the reason in the message; asking again is allowed.</exception>
    Task<SweepSnapshot> Next(long after, CancellationToken cancel);

    /// <summary>The heatmap of a choice.</summary>
    /// <exception cref="IOException">As for <see cref="Next"/>.</exception>
    Task<Heatmap> HeatmapOf(HeatmapChoice choice, CancellationToken cancel);

    /// <summary>All that is known of a training; null where its key is not of the sweep.</summary>
    /// <exception cref="IOException">As for <see cref="Next"/>.</exception>
    Task<StageDetail?> DetailOf(string stage, CancellationToken cancel);

    /// <summary>Has the run do something; returns in a line what it says to that.</summary>
    /// <exception cref="ControlRefusedException">No training is meant by the order.</exception>
    /// <exception cref="IOException">As for <see cref="Next"/>.</exception>
    Task<string> Control(ControlOrder order, CancellationToken cancel);
}
