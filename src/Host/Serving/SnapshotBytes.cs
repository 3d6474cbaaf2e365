using System.Text.Json;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Serving;

/// <summary>The latest snapshot as JSON, made once for however many watchers.</summary>
internal sealed class SnapshotBytes
{
    private volatile Made? _last;

    /// <summary>The JSON of a snapshot.</summary>
    public byte[] Of(SweepSnapshot snapshot)
    {
        if (_last is { } last && ReferenceEquals(last.Snapshot, snapshot)) return last.Json;
        var json = JsonSerializer.SerializeToUtf8Bytes(snapshot, StatusJson.Line.SweepSnapshot);
        // Two at once make it twice; either is right.
        _last = new(snapshot, json);
        return json;
    }

    private sealed record Made(SweepSnapshot Snapshot, byte[] Json);
}
