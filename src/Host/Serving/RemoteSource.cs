using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Serving;

/// <summary>The run of another process. What fails may be asked again.</summary>
internal sealed class RemoteSource : IStatusSource, IDisposable
{
    // Far more than a snapshot has, and no more than a watcher can bear of a damaged one.
    private const int LongestAnswer = 16 << 20;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    // A run says that there is no news after half a minute. Whatever says so at once is not asked without a pause.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.25);

    private readonly IRunConnection _connection;
    private readonly HttpClient _client;
    private volatile SweepSnapshot? _latest;

    /// <summary>A source that connects when it is first asked.</summary>
    public RemoteSource(IRunConnection connection)
    {
        _connection = connection;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) => await connection.Connect(context.DnsEndPoint, cancel),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        };
        _client = new HttpClient(handler) { BaseAddress = connection.Address, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
    }

    /// <inheritdoc/>
    public SweepSnapshot? Latest => _latest;

    /// <inheritdoc/>
    public async Task<SweepSnapshot> Next(long after, CancellationToken cancel)
    {
        while (true)
        {
            if (_latest is { } latest && latest.Number > after) return latest;
            var path = string.Create(CultureInfo.InvariantCulture, $"status?after={after}");
            if (await Get(path, StatusJson.Line.SweepSnapshot, EndpointRoutes.LongestWait + AnswerTime, cancel) is not { } next)
            {
                await Task.Delay(Pause, cancel);
                continue;
            }
            if (next.Version != SweepSnapshot.CurrentVersion) throw new RunUnreachableException("the run is one of another version of Sweeper; watch it with that", isRunning: true);
            _latest = next;
            return next;
        }
    }

    /// <inheritdoc/>
    public async Task<Heatmap> HeatmapOf(HeatmapChoice choice, CancellationToken cancel)
    {
        (string Name, string? Value)[] query =
        [
            ("model", choice.Model), ("pruning", choice.Pruning), ("sourceOptimizer", choice.SourceOptimizer), ("targetOptimizer", choice.TargetOptimizer),
            ("ticket", choice.Ticket), ("round", choice.Round?.ToString(CultureInfo.InvariantCulture)),
        ];
        var text = string.Join('&', query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
        return await Get($"heatmap?{text}", StatusJson.Line.Heatmap, AnswerTime, cancel) ?? throw Odd();
    }

    /// <inheritdoc/>
    public Task<StageDetail?> DetailOf(string stage, CancellationToken cancel) => Get($"stages/{Uri.EscapeDataString(stage)}", StatusJson.Line.StageDetail, AnswerTime, cancel, mayLack: true);

    /// <inheritdoc/>
    public async Task<string> Control(ControlOrder order, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"control/{Words.Of(order.Action)}{(order.Stage is { } stage ? $"?stage={Uri.EscapeDataString(stage)}" : "")}");
        using var response = await Send(request, AnswerTime, cancel);
        // The page of an error is some other server's.
        if (response.Content.Headers.ContentType?.MediaType != "text/plain") throw Odd();
        var line = (await response.Content.ReadAsStringAsync(cancel)).Trim();
        if (order.Stage is not null && response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound) throw new ControlRefusedException(line);
        return response.IsSuccessStatusCode ? line : throw new RunUnreachableException(line, isRunning: true);
    }

    public void Dispose() => _client.Dispose();

    // Null where there is no news, or no such thing as may be lacking.
    private async Task<T?> Get<T>(string path, JsonTypeInfo<T> form, TimeSpan patience, CancellationToken cancel, bool mayLack = false) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await Send(request, patience, cancel);
        if (response.StatusCode == HttpStatusCode.NoContent || (mayLack && response.StatusCode == HttpStatusCode.NotFound)) return null;
        if (response.StatusCode == HttpStatusCode.NotFound) throw Odd();
        var bytes = await response.Content.ReadAsByteArrayAsync(cancel);
        if (!response.IsSuccessStatusCode) throw new RunUnreachableException(Encoding.UTF8.GetString(bytes).Trim(), isRunning: true);
        try
        {
            return JsonSerializer.Deserialize(bytes, form) ?? throw Odd();
        }
        catch (JsonException)
        {
            throw Odd();
        }
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        if (_connection.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
        }
        catch (HttpRequestException failure)
        {
            throw failure.InnerException as RunUnreachableException ?? _connection.Broken(failure);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new RunUnreachableException($"the run does not answer within {Humans.Time(patience.TotalSeconds)}; is it stopped (Ctrl-Z), or the machine overloaded?", isRunning: true);
        }
    }

    private static RunUnreachableException Odd() => new("what answers cannot be read: it is no run, or one of another version of Sweeper", isRunning: true);
}
