using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>What a store's folder takes, in bytes, by what it is for.</summary>
/// <param name="Weights">Late-reset weights.</param>
/// <param name="Masks">Masks.</param>
/// <param name="Moments">Optimizers' moments at rewind points.</param>
/// <param name="Finals">Final weights.</param>
/// <param name="Database">Results, attempts and specs, with their log.</param>
/// <param name="Unreferenced">Blobs that no artifact names: of trainings under way, or of a process that died before its result was stored.</param>
/// <param name="Temporary">Files being written, or left by a process that died while it wrote.</param>
/// <param name="LostBlobs">How many blobs are named by artifacts and missing.</param>
public sealed record StoreUsage(long Weights, long Masks, long Moments, long Finals, long Database, long Unreferenced, long Temporary, int LostBlobs)
{
    /// <summary>All of it.</summary>
    public long Total => Weights + Masks + Moments + Finals + Database + Unreferenced + Temporary;

    /// <summary>Measures a store; a blob that serves several artifacts counts once, for the first stored.</summary>
    public static StoreUsage Of(SweepStore store)
    {
        // Blobs before rows: one stored in between shows as referenced, not as garbage.
        var blobs = store.Blobs.List().ToList();
        var kinds = new Dictionary<Digest, ArtifactKind>();
        foreach (var row in store.AllArtifacts) kinds.TryAdd(row.Digest, row.Kind);
        return new(
            Sum(ArtifactKind.Weights),
            Sum(ArtifactKind.Mask),
            Sum(ArtifactKind.OptimizerState),
            Sum(ArtifactKind.Final),
            store.DatabaseBytes,
            blobs.Where(blob => !kinds.ContainsKey(blob.Digest)).Sum(blob => blob.Bytes),
            store.Blobs.TemporaryBytes,
            kinds.Keys.Count(digest => !store.Blobs.Contains(digest)));

        long Sum(ArtifactKind kind) => blobs.Where(blob => kinds.TryGetValue(blob.Digest, out var found) && found == kind).Sum(blob => blob.Bytes);
    }
}
