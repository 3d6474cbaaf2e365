using System.Globalization;

namespace Sweeper.Host.Launching;

/// <summary>Keeps one node going: starts it, again when it ends before the run, later and later, and gives up where it never lasts.</summary>
/// <param name="node">The node.</param>
/// <param name="starter">Starts its processes.</param>
/// <param name="remedy">What to do about an exit code; null where its own words say it.</param>
/// <param name="say">Tells people.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeSupervisor(NodeLaunch node, IProcessStarter starter, Func<NodeLaunch, int, string?> remedy, Action<string> say, TimeProvider time) : IDisposable
{
    /// <summary>So many fast failures in a row are enough.</summary>
    public const int MostFailures = 5;

    /// <summary>A node that ended within this time has failed fast.</summary>
    public static readonly TimeSpan Fast = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause before it is started again.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>So long a node that is asked to end may take.</summary>
    public static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(15);

    private readonly NodeLog _log = new(node.LogFile, time);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _starting = new();
    private INodeProcess? _process;
    private Task<NodeEnd>? _keeping;

    /// <summary>Starts the node, and keeps it; ends when it has left or is given up.</summary>
    public Task<NodeEnd> Keep() => _keeping ??= Task.Run(KeepOn);

    /// <summary>The run has ended: the node may leave by itself for some time, is then asked to, and ended at last.</summary>
    public async Task End(TimeSpan grace)
    {
        await _ending.CancelAsync();
        if (_keeping is null || await EndsWithin(grace)) return;
        Current?.AskToEnd();
        if (await EndsWithin(EndingTime)) return;
        say($"node {node.Name} on {node.Where} does not end; its connection is closed and its process here is killed");
        Current?.Kill();
        await EndsWithin(EndingTime);
    }

    public void Dispose()
    {
        _log.Dispose();
        _ending.Dispose();
    }

    private INodeProcess? Current
    {
        get
        {
            lock (_starting) return _process;
        }
    }

    private async Task<NodeEnd> KeepOn()
    {
        for (var failures = 0; ;)
        {
            var begun = time.GetTimestamp();
            var code = await RunOnce();
            if (code == 0 || _ending.IsCancellationRequested) return NodeEnd.Left;
            failures = time.GetElapsedTime(begun) < Fast ? failures + 1 : 1;
            var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 1), LongestPause.TotalSeconds));
            var what = Describe(code, time.GetElapsedTime(begun));
            if (failures == MostFailures)
            {
                say($"{what}; that was the {MostFailures}th time in a row: it is given up. All it said is in {node.LogFile}");
                return NodeEnd.GivenUp;
            }
            say($"{what}; starting it again in {pause.TotalSeconds:0} s");
            try
            {
                await Task.Delay(pause, time, _ending.Token);
            }
            catch (OperationCanceledException)
            {
                return NodeEnd.Left;
            }
        }
    }

    // What is prepared is part of the start: a host may be away for both, and come back without what was there.
    private async Task<int> RunOnce()
    {
        if (node.Prepare is { } prepare && await Run(prepare) is not 0 and var code) return code;
        return _ending.IsCancellationRequested ? 0 : await Run(node.Start);
    }

    private async Task<int> Run(HostCommand command)
    {
        _log.Begin(command);
        INodeProcess process;
        lock (_starting)
        {
            try
            {
                process = _process = starter.Start(command, _log);
            }
            catch (UserException failure)
            {
                _log.Add(failure.Message);
                return ExitCode.Unexpected;
            }
        }
        var code = await process.Ended;
        lock (_starting)
        {
            _process = null;
            process.Dispose();
        }
        return code;
    }

    private string Describe(int code, TimeSpan after)
    {
        var seconds = after.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var words = _log.LastWords is { } last ? $": {last}" : "";
        return $"node {node.Name} on {node.Where} ended with exit code {code} after {seconds} s{words}{(remedy(node, code) is { } what ? $" ({what})" : "")}";
    }

    private async Task<bool> EndsWithin(TimeSpan patience)
    {
        try
        {
            await _keeping!.WaitAsync(patience, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
