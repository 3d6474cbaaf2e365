using System.Collections.Concurrent;
using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Keys;
using Sweeper.Host.Watching.Terminals;

namespace Sweeper.Host.Watching;

/// <summary>
/// The console on a terminal: one thread draws, another reads keys. It takes the terminal when it starts and gives it back however it ends.
/// </summary>
/// <param name="source">What it shows.</param>
/// <param name="terminal">Where.</param>
/// <param name="style">How.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveConsole(IStatusSource source, ITerminal terminal, ConsoleStyle style, TimeProvider time) : IDisposable
{
    /// <summary>A frame is drawn for each snapshot, of which there are at most four a second, for each key, and where no snapshot comes: it says for how long.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan KeyWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan EscapeWait = TimeSpan.FromMilliseconds(25);

    /// <summary>A run of weeks may say a lot; the last of it is kept.</summary>
    private const int MostSaid = 200;

    // A null only wakes the thread that draws.
    private readonly BlockingCollection<KeyPress?> _keys = [];
    private readonly ConcurrentQueue<string> _said = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FrameWriter _frames = new();
    private volatile string? _answer;
    private Thread? _drawing;

    /// <summary>Completes when the console has given the terminal back: someone left it, the terminal went away, or it was stopped. Faulted by what ended it otherwise.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Takes the terminal and begins to draw.</summary>
    /// <param name="endsBySignal">Whether signals end the process, as in <c>watch</c>; a run handles them itself and stops its console.</param>
    public void Start(bool endsBySignal)
    {
        _drawing = new Thread(() => Draw(endsBySignal)) { Name = "console", IsBackground = true };
        _drawing.Start();
    }

    /// <summary>Says something beside what is shown: it is the console's last line until the next key, and stays on the terminal after it.</summary>
    public void Say(string line)
    {
        _said.Enqueue(line);
        if (_said.Count > MostSaid) _said.TryDequeue(out _);
        _answer = line;
    }

    /// <summary>Ends the console and waits until the terminal is given back. What was said meanwhile is returned, to be said again there.</summary>
    public IReadOnlyList<string> Stop()
    {
        _stop.Cancel();
        _drawing?.Join(TimeSpan.FromSeconds(2));
        Abandon();
        var said = new List<string>();
        while (_said.TryDequeue(out var line)) said.Add(line);
        return said;
    }

    /// <summary>Gives the terminal back at once, without waiting for anything: the process ends in this moment.</summary>
    public void Abandon() => terminal.Leave();

    public void Dispose() => Stop();

    private void Draw(bool endsBySignal)
    {
        using var latest = new LatestStatus(source, time, () => _keys.TryAdd(null));
        using var guard = new TerminalGuard(terminal, endsBySignal, Continue);
        Exception? failure = null;
        try
        {
            terminal.Enter();
            latest.Start();
            new Thread(ReadKeys) { Name = "console keys", IsBackground = true }.Start();
            Loop(latest);
        }
        catch (Exception trouble)
        {
            failure = trouble;
        }
        _stop.Cancel();
        terminal.Leave();
        // A terminal that has gone away is no failure of the run.
        if (failure is null or IOException) _ended.TrySetResult();
        else _ended.TrySetException(failure);
    }

    private void Loop(LatestStatus latest)
    {
        var state = new ConsoleState();
        while (!_stop.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _answer, null) is { } answer) state = state with { Message = answer };
            var content = latest.For(state);
            var (width, height) = terminal.Size;
            if (_frames.Write(ConsoleFrame.Render(content, state, width, height, style), width) is { Length: > 0 } text) terminal.Write(text);
            if (Next() is not { } key) continue;
            if (key.Key == Key.Redraw)
            {
                _frames.Forget();
                continue;
            }
            var outcome = KeyHandler.Press(state, key, content);
            state = outcome.State;
            if (outcome.Action is { } action) _ = Do(action);
            if (outcome.Leaves) return;
        }
    }

    // A key; none where there is something new to see, or where nothing has come for long.
    private KeyPress? Next()
    {
        try
        {
            return _keys.TryTake(out var key, (int)LongestPause.TotalMilliseconds, _stop.Token) ? key : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task Do(ControlOrder order)
    {
        try
        {
            _answer = await Task.Run(() => source.Control(order, _stop.Token));
        }
        catch (ControlRefusedException refusal)
        {
            _answer = refusal.Message;
        }
        catch (Exception trouble) when (trouble is IOException or OperationCanceledException)
        {
            _answer = $"the run does not answer: {trouble.Message}";
        }
        _keys.TryAdd(null);
    }

    private void Continue()
    {
        if (_stop.IsCancellationRequested) return;
        terminal.Enter();
        _keys.TryAdd(new(Key.Redraw));
    }

    private void ReadKeys()
    {
        var bytes = new byte[256];
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (terminal.Read(bytes, KeyWait) is not { } count) return;
                // An escape alone may be the start of another key's bytes.
                if (count > 0 && bytes[count - 1] == 0x1b) count += terminal.Read(bytes.AsSpan(count), EscapeWait) ?? 0;
                foreach (var key in KeyDecoder.Decode(bytes.AsSpan(0, count))) _keys.TryAdd(key);
            }
        }
        catch (IOException)
        {
            // The terminal has gone away.
        }
        _stop.Cancel();
    }
}
