using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>What a garbage collection found and freed.</summary>
/// <param name="Blobs">Blobs removed, those of unplanned artifacts included.</param>
/// <param name="Bytes">Bytes freed by that.</param>
/// <param name="TemporaryBytes">Bytes of a dead process's temporary files, freed when the store was opened.</param>
/// <param name="Unplanned">Artifacts that no current spec needs.</param>
/// <param name="UnplannedBytes">Bytes that only those artifacts take; freed if their removal was asked for.</param>
public sealed record StoreGarbage(int Blobs, long Bytes, long TemporaryBytes, int Unplanned, long UnplannedBytes)
{
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
        var garbage = store.Blobs.List().Where(blob => !needed.Contains(blob.Digest)).ToList();
        return new(garbage.Count, garbage.Sum(blob => store.Blobs.Delete(blob.Digest)), store.LeftoverBytes, unplanned.Count, unplannedBytes);
    }
}
