using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Support;

/// <summary>A tab of Chromium without a window, spoken to by the DevTools protocol; tests skip where there is none on the PATH.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Process _process;
    private Task _hearing = Task.CompletedTask;
    private volatile TaskCompletionSource _loaded = new();
    private int _last;

    private Browser(string program) => _process = Process.Start(new ProcessStartInfo(program)
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
        ArgumentList = { "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={_folder["profile"]}", "about:blank" },
    })!;

    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } = new[] { "chromium", "chromium-browser", "google-chrome" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>What it has written to its console: failures of scripts, and what a policy has refused.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Starts one.</summary>
    public static async Task<Browser> Start()
    {
        if (Program is null) Assert.Skip("no Chromium on the PATH (Debian's package chromium)");
        var browser = new Browser(Program);
        browser._process.BeginErrorReadLine();
        browser._process.BeginOutputReadLine();
        await browser.Connect();
        return browser;
    }

    /// <summary>Opens a page in a window of a size in pixels.</summary>
    public async Task Open(Uri page, int width, int height, bool dark = false)
    {
        await Send("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await Send("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) });
        _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Send("Page.navigate", new() { ["url"] = page.ToString() });
        await _loaded.Task.WaitAsync(Patience);
    }

    /// <summary>The value of a JavaScript expression, as text.</summary>
    public async Task<string> Value(string expression)
    {
        var answer = await Send("Runtime.evaluate", new() { ["expression"] = $"String({expression})", ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return (string)answer["result"]!["value"]!;
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task Until(string expression)
    {
        for (var waited = Stopwatch.StartNew(); await Value(expression) != "true"; await Task.Delay(50))
            Assert.True(waited.Elapsed < Patience, $"never true: {expression}; {string.Join("; ", _complaints)}");
    }

    /// <summary>Writes a picture of the whole page where <c>SWEEPER_SCREENSHOTS</c> names a folder, for people to look at.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("SWEEPER_SCREENSHOTS") is not { Length: > 0 } folder) return;
        var answer = await Send("Page.captureScreenshot", new() { ["captureBeyondViewport"] = true });
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{name}.png"), Convert.FromBase64String((string)answer["data"]!));
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _hearing;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _socket.Dispose();
        _ending.Dispose();
        _folder.Dispose();
    }

    private async Task Connect()
    {
        var ready = Path.Combine(_folder["profile"], "DevToolsActivePort");
        for (var waited = Stopwatch.StartNew(); !File.Exists(ready) || File.ReadAllLines(ready).Length < 2; await Task.Delay(50))
            Assert.True(waited.Elapsed < Patience && !_process.HasExited, "Chromium does not start");
        using var client = new HttpClient();
        var tabs = JsonNode.Parse(await client.GetStringAsync($"http://127.0.0.1:{File.ReadAllLines(ready)[0]}/json/list"))!.AsArray();
        await _socket.ConnectAsync(new Uri((string)tabs.First(tab => (string?)tab!["type"] == "page")!["webSocketDebuggerUrl"]!), default);
        _hearing = Hear();
        foreach (var domain in (string[])["Page", "Runtime", "Log"]) await Send($"{domain}.enable", []);
    }

    private async Task<JsonNode> Send(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }), WebSocketMessageType.Text, endOfMessage: true, default);
        return await answer.Task.WaitAsync(Patience);
    }

    private async Task Hear()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using var whole = new MemoryStream();
                WebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer, _ending.Token);
                    whole.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                Take(JsonNode.Parse(whole.ToArray())!);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is done.
        }
    }

    private void Take(JsonNode message)
    {
        if ((int?)message["id"] is { } id && _asked.TryRemove(id, out var asked))
        {
            if (message["result"] is { } result) asked.SetResult(result);
            else asked.SetException(new InvalidOperationException(message.ToJsonString()));
        }
        else if ((string?)message["method"] is "Page.loadEventFired")
        {
            _loaded.TrySetResult();
        }
        else if ((string?)message["method"] is "Runtime.exceptionThrown" or "Log.entryAdded" or "Runtime.consoleAPICalled")
        {
            _complaints.Enqueue(message["params"]!.ToJsonString());
        }
    }
}
