using System.Diagnostics;
using System.Text.Json;
using Sweeper.Actors.Status;
using Sweeper.Host.Serving;
using Sweeper.Host.Tests.Support;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Tests.Serving;

public class EndpointTests
{
    [Fact]
    public void A_snapshot_has_this_form() => Screen.Check("snapshot.json", JsonSerializer.Serialize(Samples.Snapshot(7), StatusJson.Page.SweepSnapshot) + "\n");

    [Fact]
    public void A_snapshot_has_these_metrics() => Screen.Check("snapshot.metrics", Prometheus.Of(Samples.Snapshot(7)));

    [Fact]
    public async Task A_watcher_gets_snapshots_whole_and_as_they_are_made()
    {
        await using var run = await ServedRun.Start();
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        Assert.Null(watcher.Latest);
        var first = await watcher.Next(0, default);
        Assert.Equal(Json(Samples.Snapshot(1)), Json(first));
        Assert.Equal(double.PositiveInfinity, first.TimeLeft!.HighSeconds);
        var second = watcher.Next(1, default);
        await Task.Delay(100);
        Assert.False(second.IsCompleted);
        run.Hub.Publish(Samples.Snapshot(2));
        Assert.Equal(2, (await second).Number);
        Assert.Equal(2, watcher.Latest!.Number);
    }

    [Fact]
    public async Task A_watcher_finds_a_run_that_was_started_again_and_says_what_to_do_while_there_is_none()
    {
        await using var run = await ServedRun.Start();
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        run.Hub.Publish(Samples.Snapshot(500));
        await watcher.Next(0, default);
        await run.Endpoint.DisposeAsync();
        var none = await Assert.ThrowsAsync<RunUnreachableException>(() => watcher.Next(500, default));
        Assert.False(none.IsRunning);
        Assert.Contains("`sweeper run SPEC --store ", none.Message);
        await run.StartAgain();
        Assert.Equal(1, (await watcher.Next(500, default)).Number);
    }

    [Fact]
    public async Task Heatmaps_and_trainings_are_the_same_through_the_socket()
    {
        await using var run = await ServedRun.Start();
        run.Hub.Rows = Rows.Of(run.Plan);
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        var choice = new HeatmapChoice("lenet-300-100", null, "sgd", null, "winning", 2);
        var heatmap = await watcher.HeatmapOf(choice, default);
        Assert.Equal(2, heatmap.Choice.Round);
        Assert.Equal(Json(await run.Source.HeatmapOf(choice, default)), Json(heatmap));
        var key = LogStores.Done(run.Plan).Key.Value;
        var detail = (await watcher.DetailOf(key, default))!;
        Assert.Equal(Json((await run.Source.DetailOf(key, default))!), Json(detail));
        Assert.Equal([2.3026, 0.4123], detail.Curves.Single(curve => curve.Name == "loss").Values);
        Assert.Contains(new StageFact("state", "done: 87.12% (8,712 of 10,000 test images) in 3.20s"), detail.Facts);
        Assert.Contains(detail.Lines, line => line.Text == "attempt 1 failed (error): the disk said ?[31mno");
        Assert.Null(await watcher.DetailOf("nothing", default));
    }

    [Fact]
    public async Task Events_come_in_order_and_at_most_four_a_second_and_a_slow_reader_skips()
    {
        await using var run = await ServedRun.Start();
        await using var stream = await run.Client.GetStreamAsync("/events");
        using var reader = new StreamReader(stream);
        var clock = Stopwatch.StartNew();
        // The first event is what there is when the stream is opened: not before it has come is there another.
        List<string> lines = [];
        while (lines is not [.., ""]) lines.Add((await reader.ReadLineAsync())!);
        for (var number = 2; number <= 100; number++)
        {
            run.Hub.Publish(Samples.Snapshot(number));
            await Task.Delay(10);
        }
        run.Hub.Publish(Samples.Snapshot(101, RunState.Ended));
        // The end of the run is the end of the stream.
        lines.AddRange((await reader.ReadToEndAsync()).Split('\n'));
        var numbers = lines.Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).Select(line => int.Parse(line[4..])).ToList();
        Assert.Equal(numbers.Order().Distinct(), numbers);
        Assert.Equal((1, 101), (numbers[0], numbers[^1]));
        Assert.InRange(numbers.Count, 3, (int)(clock.Elapsed.TotalSeconds * 4) + 2);
        Assert.All(lines.Where(line => line.StartsWith("data: ", StringComparison.Ordinal)), line => Assert.NotNull(JsonSerializer.Deserialize(line[6..], StatusJson.Line.SweepSnapshot)));
    }

    [Fact]
    public async Task Health_tells_a_run_that_makes_snapshots_from_one_that_does_not()
    {
        await using var run = await ServedRun.Start();
        Assert.Equal(503, (await run.Send("GET", "/health")).Code);
        run.Hub.Publish(Samples.Snapshot(2) with { At = DateTimeOffset.UtcNow });
        Assert.Equal((200, "ok\n"), (await run.Send("GET", "/health")) is var (code, text, _) ? (code, text) : default);
    }

    [Theory]
    [InlineData("GET", "/page", 404, "there is GET / (a page), /status")]
    [InlineData("POST", "/", 405, "asked for by GET")]
    [InlineData("POST", "/status", 405, "asked for by GET")]
    [InlineData("GET", "/control/pause", 405, "asked for by POST")]
    [InlineData("POST", "/control/stop", 404, "/control/pause")]
    [InlineData("GET", "/heatmap?round=x", 400, "round must be a whole number")]
    [InlineData("GET", "/status?after=x", 400, "after must be the number of a snapshot")]
    [InlineData("GET", "/stages/../../etc/passwd", 404, "")]
    [InlineData("GET", "/stages/0123", 404, "64 hexadecimal characters")]
    public async Task What_is_not_there_is_refused_in_a_line(string method, string path, int code, string says)
    {
        await using var run = await ServedRun.Start();
        var answer = await run.Send(method, path);
        Assert.Equal(code, answer.Code);
        Assert.Contains(says, answer.Text);
        Assert.EndsWith("\n", answer.Text);
    }

    [Fact]
    public async Task One_training_is_retried_by_the_start_of_its_key_and_what_is_none_is_refused_in_a_line()
    {
        await using var run = await ServedRun.Start();
        var (token, key) = ($"Authorization: Bearer {run.Token}", new string('A', 64));
        (int, string) Line(int code, string line) => (code, $"{line}\n");
        async Task<(int, string)> Post(string path) => await run.Send("POST", path, token) is var (code, text, _) ? (code, text) : default;
        Assert.Equal(Line(200, "told to Retry 3f2a"), await Post("/control/retry?stage=3f2a"));
        Assert.Equal(Line(200, $"told to Retry {key}"), await Post($"/control/retry?stage={key}"));
        Assert.Equal(Line(404, "that has not failed"), await Post("/control/retry?stage=dead"));
        foreach (var stage in (string[])["", "%20", "xyz", "3f%00", $"{key}a", "3f&stage=2a"])
        {
            var (code, text) = await Post($"/control/retry?stage={stage}");
            Assert.Equal((400, true), (code, text.Contains("1 to 64 hexadecimal digits", StringComparison.Ordinal)));
        }
        Assert.Equal(Line(400, "only retry takes a stage"), await Post("/control/cancel?stage=3f2a"));
        Assert.Equal(401, (await run.Send("POST", "/control/retry?stage=3f2a")).Code);
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        Assert.Equal("told to Retry 01", await watcher.Control(new(ControlAction.Retry, "01"), default));
        Assert.Equal("that has not failed", (await Assert.ThrowsAsync<ControlRefusedException>(() => watcher.Control(new(ControlAction.Retry, "dead"), default))).Message);
        Assert.Equal(["3f2a", key, "01"], run.Control.Done.Select(order => order.Stage));
    }

    private static string Json(SweepSnapshot snapshot) => JsonSerializer.Serialize(snapshot, StatusJson.Line.SweepSnapshot);

    private static string Json(Heatmap heatmap) => JsonSerializer.Serialize(heatmap, StatusJson.Line.Heatmap);

    private static string Json(StageDetail detail) => JsonSerializer.Serialize(detail, StatusJson.Line.StageDetail);
}
