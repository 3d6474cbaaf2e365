using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Results;

/// <summary>What a garbage collection found and freed.</summary>
/// <param name="Blobs">Blobs removed, those of unplanned artifacts included.</param>
/// <param name="Bytes">Bytes freed by that.</param>
/// <param name="TemporaryBytes">Bytes of a dead process's temporary files, freed when the store was opened.</param>
/// <param name="Unplanned">Artifacts that no current spec needs.</param>
/// <param name="UnplannedBytes">Bytes that only those artifacts take; freed if their removal was asked for.</param>
public sealed record StoreGarbage(int Blobs, long Bytes, long TemporaryBytes, int Unplanned, long UnplannedBytes)
{
    /// <summary>Blobs that no artifact names and that stay, because they are of the last day and nodes that no run listens to may still need them.</summary>
    public int Spared { get; init; }

    /// <summary>Bytes of those.</summary>
    public long SparedBytes { get; init; }

    /// <summary>Removes blobs that no artifact names (opening the store has removed the temporary files), and unplanned artifacts if asked to.</summary>
    /// <param name="store">A store opened for a run: nobody else writes there.</param>
    /// <param name="planned">The artifacts that the current specs need; null leaves the question open. Finals, kept by request, always stay.</param>
    /// <param name="removeUnplanned">Whether weights and masks that are not planned go; their stages run again if a later spec needs them.</param>
    /// <exception cref="StoreException">The store was opened to read.</exception>
    public static StoreGarbage Collect(SweepStore store, IReadOnlySet<ArtifactKey>? planned = null, bool removeUnplanned = false)
    {
        if (!store.CanWrite) throw new StoreException($"{store.Folder} was opened to read; garbage is collected by who holds its lock.");
        var rows = store.AllArtifacts;
        var unplanned = rows.Where(row => planned is not null && row.Kind != ArtifactKind.Final && !planned.Contains(row.Key)).ToHashSet();
        var needed = rows.Where(row => !unplanned.Contains(row)).Select(row => row.Digest).ToHashSet();
        var doomed = unplanned.Select(row => row.Digest).Where(digest => !needed.Contains(digest)).ToHashSet();
        var unplannedBytes = store.Blobs.List().Where(blob => doomed.Contains(blob.Digest)).Sum(blob => blob.Bytes);
        if (removeUnplanned)
        {
            // Rows before blobs: what a crash in between leaves is a blob that nothing names, which the next collection removes.
            store.Results.Commit([.. unplanned.Select(row => new StoreWrite.ForgetArtifact(row.Key, row.Digest))]);
        }
        else
        {
            needed.UnionWith(doomed);
        }
        var unnamed = store.Blobs.List().Where(blob => !needed.Contains(blob.Digest)).ToList();
        var spared = unnamed.Where(blob => !doomed.Contains(blob.Digest) && IsNodes(store, blob)).ToList();
        var garbage = unnamed.Except(spared).ToList();
        return new(garbage.Count, garbage.Sum(blob => store.Blobs.Delete(blob.Digest)), store.LeftoverBytes, unplanned.Count, unplannedBytes)
        {
            Spared = spared.Count,
            SparedBytes = spared.Sum(blob => blob.Bytes),
        };
    }

    // Whether a node may just have made a blob that it has told nobody of.
    private static bool IsNodes(SweepStore store, StoredBlob blob) => store.NodesMayWriteSince is { } since && store.Blobs.TouchedAt(blob.Digest) >= since.UtcDateTime;
}
