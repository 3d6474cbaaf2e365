using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sweeper.Actors.Status;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Serving;

/// <summary>Snapshots as server-sent events: at most four a second, and to whom that is too fast the latest, not each.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="json">Their form.</param>
internal sealed class EventStream(IStatusSource source, SnapshotBytes json)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Writes until the run ends, the reader goes, or the stream is cancelled.</summary>
    public async Task Write(HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = "text/event-stream";
        await response.Body.FlushAsync(cancel);
        for (long seen = 0; ;)
        {
            var pace = Task.Delay(Pace, cancel);
            var snapshot = await source.Next(seen, cancel);
            seen = snapshot.Number;
            await response.Body.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {seen}\ndata: ")), cancel);
            await response.Body.WriteAsync(json.Of(snapshot), cancel);
            await response.Body.WriteAsync("\n\n"u8.ToArray(), cancel);
            // Ends when the reader has taken it, so what is missed meanwhile is skipped.
            await response.Body.FlushAsync(cancel);
            if (snapshot.State == RunState.Ended) return;
            await pace;
        }
    }
}
