using Sweeper.Training.Files;

namespace Sweeper.Actors.Results;

/// <summary>Keeps new work from starting on a disk that could not take what it writes: stopping early loses nothing, a full disk a training.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="probe">The room on its disk; null asks the disk.</param>
/// <param name="reserve">Bytes to leave free; null is <see cref="DefaultReserve"/>.</param>
public sealed class DiskGuard(string folder, Func<DiskRoom>? probe = null, long? reserve = null)
{
    private readonly Func<DiskRoom> _probe = probe ?? (() => DiskRoom.Of(folder));

    /// <summary>Why no new work may start; null if it may.</summary>
    /// <param name="inFlightBytes">What the trainings in flight may still write.</param>
    /// <param name="nextBytes">What the next one may write.</param>
    /// <exception cref="IOException">The disk does not answer.</exception>
    public string? Refusal(long inFlightBytes, long nextBytes)
    {
        var room = _probe();
        return Refusal(folder, room.Free, inFlightBytes, nextBytes, reserve ?? DefaultReserve(room));
    }

    /// <summary>
    /// 256 MiB, for the database and its log; a twentieth of a disk smaller than 5 GiB. No share of a large one:
    /// 1% of a cluster's file system is more than all sweeps write.
    /// </summary>
    public static long DefaultReserve(DiskRoom room) => Math.Min(256L << 20, room.Total / 20);

    /// <summary>The decision alone. All in bytes; null is yes.</summary>
    public static string? Refusal(string folder, long free, long inFlightBytes, long nextBytes, long reserve)
    {
        var needed = inFlightBytes + nextBytes + reserve;
        return free >= needed
            ? null
            : $"{folder} has {ByteSize.Text(free)} left on its disk, and {ByteSize.Text(needed)} are needed to go on " +
              $"({ByteSize.Text(inFlightBytes)} for trainings under way, {ByteSize.Text(nextBytes)} for the next, {ByteSize.Text(reserve)} in reserve). " +
              $"Make room there; `sweeper store gc --store {folder}` frees what no sweep needs.";
    }
}
