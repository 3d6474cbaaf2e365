using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sweeper.Actors;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Serving;

/// <summary>Answers the requests of the status endpoint (docs/status.md).</summary>
/// <param name="source">What there is to say.</param>
/// <param name="guard">Who is answered.</param>
/// <param name="stopping">Cancelled when the run ends: then no request is waited for.</param>
internal sealed class EndpointRoutes(IStatusSource source, RequestGuard guard, CancellationToken stopping)
{
    /// <summary>A question for the next snapshot waits so long at most; then it has no answer, and is asked again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    // A run makes four snapshots a second.
    private static readonly TimeSpan Unhealthy = TimeSpan.FromSeconds(30);

    private const string StageName = "stage";
    private const int LongestKey = 64;

    private readonly SnapshotBytes _json = new();

    /// <summary>Answers a request.</summary>
    public async Task Answer(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var headers = context.Response.Headers;
        (headers.CacheControl, headers.XContentTypeOptions) = ("no-store", "nosniff");
        try
        {
            if (guard.Refusal(context) is var (code, why)) await Say(context, code, why, ending.Token);
            else await Route(context, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the run ends.
            if (!context.Response.HasStarted) await Say(context, StatusCodes.Status503ServiceUnavailable, "the run ends", context.RequestAborted);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var status = failure is NotSupportedException ? StatusCodes.Status501NotImplemented : StatusCodes.Status500InternalServerError;
            await Say(context, status, failure.Message, ending.Token);
        }
    }

    private Task Route(HttpContext context, CancellationToken cancel) => (context.Request.Path.Value ?? "").Split('/') switch
    {
        // The page holds nothing of the run: it asks for that itself.
        ["", ""] => HttpMethods.IsGet(context.Request.Method) ? StatusPage.Write(context.Response, cancel) : NotByGet(context, cancel),
        ["", "status"] => Get(context, () => Status(context, cancel), cancel),
        ["", "events"] => Get(context, () => new EventStream(source, _json).Write(context.Response, cancel), cancel),
        ["", "heatmap"] => Get(context, () => Heatmap(context, cancel), cancel),
        ["", "stages", var key] => Get(context, () => Stage(context, key, cancel), cancel),
        ["", "metrics"] => Get(context, () => Metrics(context, cancel), cancel),
        ["", "health"] => Get(context, () => Health(context, cancel), cancel),
        ["", "control", var word] when ActionOf(word) is { } action => Control(context, action, cancel),
        _ => Say(context, StatusCodes.Status404NotFound,
            "there is GET / (a page), /status, /events, /heatmap, /stages/KEY, /metrics, /health, and POST /control/pause, /control/resume, /control/retry, /control/cancel", cancel),
    };

    private async Task Status(HttpContext context, CancellationToken cancel)
    {
        var after = 0L;
        if (context.Request.Query["after"] is [var text] && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            await Say(context, StatusCodes.Status400BadRequest, "after must be the number of a snapshot", cancel);
            return;
        }
        // Numbers above the latest are those of a run before this one, whose watcher knows nothing yet.
        if (source.Latest is { } latest && after > latest.Number) after = 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(LongestWait);
        try
        {
            await Write(context, _json.Of(await source.Next(after, patience.Token)), cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task Heatmap(HttpContext context, CancellationToken cancel)
    {
        var query = context.Request.Query;
        var round = 0;
        if (query["round"] is [{ Length: > 0 } text] && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out round))
        {
            await Say(context, StatusCodes.Status400BadRequest, "round must be a whole number", cancel);
            return;
        }
        var heatmap = await source.HeatmapOf(
            new HeatmapChoice(query["model"], query["pruning"], query["sourceOptimizer"], query["targetOptimizer"], query["ticket"], query.ContainsKey("round") ? round : null), cancel);
        await Write(context, JsonSerializer.SerializeToUtf8Bytes(heatmap, StatusJson.Line.Heatmap), cancel);
    }

    private async Task Stage(HttpContext context, string key, CancellationToken cancel)
    {
        if (await source.DetailOf(key, cancel) is { } detail) await Write(context, JsonSerializer.SerializeToUtf8Bytes(detail, StatusJson.Line.StageDetail), cancel);
        else await Say(context, StatusCodes.Status404NotFound, "this sweep has no stage of that key; a whole key is needed, 64 hexadecimal characters", cancel);
    }

    private async Task Metrics(HttpContext context, CancellationToken cancel)
    {
        context.Response.ContentType = Prometheus.MediaType;
        await context.Response.WriteAsync(Prometheus.Of(await source.Next(0, cancel)), cancel);
    }

    private Task Health(HttpContext context, CancellationToken cancel)
    {
        if (source.Latest is not { } latest) return Say(context, StatusCodes.Status503ServiceUnavailable, "the run has just begun", cancel);
        var age = SteadyTime.Shared.GetUtcNow() - latest.At;
        return latest.State == RunState.Ended || age < Unhealthy
            ? Say(context, StatusCodes.Status200OK, "ok", cancel)
            : Say(context, StatusCodes.Status503ServiceUnavailable, $"the coordinator was last heard of {Humans.Time(age.TotalSeconds)} ago", cancel);
    }

    private async Task Control(HttpContext context, ControlAction action, CancellationToken cancel)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await Say(context, StatusCodes.Status405MethodNotAllowed, "control is asked for by POST", cancel);
        }
        else if (guard.ControlRefusal(context.Request) is { } why)
        {
            await Unauthorized(context, why, cancel);
        }
        else if (StageRefusal(context, action) is { } malformed)
        {
            await Say(context, StatusCodes.Status400BadRequest, malformed, cancel);
        }
        else
        {
            await Do(context, new(action, context.Request.Query[StageName]), cancel);
        }
    }

    private async Task Do(HttpContext context, ControlOrder order, CancellationToken cancel)
    {
        try
        {
            await Say(context, StatusCodes.Status200OK, await source.Control(order, cancel), cancel);
        }
        catch (ControlRefusedException refusal)
        {
            await Say(context, StatusCodes.Status404NotFound, refusal.Message, cancel);
        }
    }

    // Why the training that is meant cannot be; null where it can, or where none is named.
    private static string? StageRefusal(HttpContext context, ControlAction action)
    {
        if (!context.Request.Query.TryGetValue(StageName, out var stages)) return null;
        if (action != ControlAction.Retry) return "only retry takes a stage";
        return stages is [{ Length: > 0 and <= LongestKey } stage] && stage.All(char.IsAsciiHexDigit)
            ? null
            : $"stage must be the first characters of a stage's key: 1 to {LongestKey} hexadecimal digits; leave it out for every failed stage";
    }

    private Task Get(HttpContext context, Func<Task> answer, CancellationToken cancel) =>
        !HttpMethods.IsGet(context.Request.Method) ? NotByGet(context, cancel)
        : guard.ReadRefusal(context) is { } why ? Unauthorized(context, why, cancel)
        : answer();

    private static Task NotByGet(HttpContext context, CancellationToken cancel)
    {
        context.Response.Headers.Allow = HttpMethods.Get;
        return Say(context, StatusCodes.Status405MethodNotAllowed, "this is asked for by GET", cancel);
    }

    private static Task Unauthorized(HttpContext context, string why, CancellationToken cancel)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Say(context, StatusCodes.Status401Unauthorized, why, cancel);
    }

    private static ControlAction? ActionOf(string word)
    {
        foreach (var action in Enum.GetValues<ControlAction>())
        {
            if (word == Words.Of(action)) return action;
        }
        return null;
    }

    private static Task Write(HttpContext context, byte[] json, CancellationToken cancel)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json, cancel).AsTask();
    }

    private static Task Say(HttpContext context, int code, string line, CancellationToken cancel)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{line}\n", Encoding.UTF8, cancel);
    }
}
