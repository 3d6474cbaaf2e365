using Sweeper.Training.Files;

namespace Sweeper.Training.Tickets;

/// <summary>A disk that is full, or nearly so; the message names the folder, the room left and the remedy.</summary>
public sealed class NoSpaceException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>The error for something that did not fit into a folder.</summary>
    /// <param name="what">What did not fit: <c>a blob of 3 MiB</c>.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="inner">What the disk said.</param>
    public static NoSpaceException For(string what, string folder, Exception inner) =>
        new($"{folder} has no room for {what}: {ByteSize.Text(DiskRoom.Of(folder).Free)} are left on its disk, or the quota is used up. " +
            "Nothing of it was stored. Make room there (`sweeper store gc` frees what no sweep needs) and run again: finished work is kept.", inner);
}
