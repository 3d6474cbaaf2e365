using System.Collections.Concurrent;
using Sweeper.Host.Launching;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Launching;

public sealed class NodeSupervisorTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeProcesses _processes = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TestTime _time = new(silence: TimeSpan.FromHours(1));

    private string Log => _folder["launch", "a.log"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_that_ends_with_the_run_is_not_started_again()
    {
        _processes.ThenEnds(0);
        Assert.Equal(NodeEnd.Left, await Supervisor().Keep());
        Assert.Single(_processes.Started);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task One_that_never_lasts_is_started_again_later_and_later_and_given_up()
    {
        for (var i = 0; i < 5; i++) _processes.ThenEnds(2, $"sweeper: no key, try {i}");
        Assert.Equal(NodeEnd.GivenUp, await Supervisor().Keep());
        Assert.Equal([1, 2, 4, 8], _time.Pauses);
        Assert.Equal(
            [
                "node a on box ended with exit code 2 after 0 s: no key, try 0 (do 2); starting it again in 1 s",
                "node a on box ended with exit code 2 after 0 s: no key, try 1 (do 2); starting it again in 2 s",
                "node a on box ended with exit code 2 after 0 s: no key, try 2 (do 2); starting it again in 4 s",
                "node a on box ended with exit code 2 after 0 s: no key, try 3 (do 2); starting it again in 8 s",
                $"node a on box ended with exit code 2 after 0 s: no key, try 4 (do 2); that was the 5th time in a row: it is given up. All it said is in {Log}",
            ],
            _said);
        Assert.Contains("sweeper: no key, try 3\n", File.ReadAllText(Log));
    }

    [Fact]
    public async Task One_that_lasted_begins_anew_with_the_shortest_pause()
    {
        // Two minutes pass between any two looks at the clock.
        var slow = new SlowTime(_time);
        for (var i = 0; i < 8; i++) _processes.ThenEnds(137);
        _processes.ThenEnds(0);
        Assert.Equal(NodeEnd.Left, await Supervisor(slow).Keep());
        Assert.Equal(Enumerable.Repeat(1.0, 8), _time.Pauses);
    }

    [Fact]
    public async Task A_preparation_that_fails_is_a_failure_and_each_start_begins_with_it()
    {
        _processes.ThenEnds(255, "ssh: no route").ThenEnds(0).ThenEnds(137).ThenEnds(0).ThenEnds(0);
        Assert.Equal(NodeEnd.Left, await Supervisor(prepare: new HostCommand(["prepare"])).Keep());
        Assert.Equal(["prepare", "prepare", "start", "prepare", "start"], _processes.Started.Select(process => process.Command.Text));
        Assert.StartsWith("node a on box ended with exit code 255 after 0 s: ssh: no route", _said.First());
    }

    [Fact]
    public async Task At_the_end_one_that_has_not_left_is_asked_to_and_not_started_again()
    {
        // The five seconds pass at once, the time for heeding does not.
        var supervisor = Supervisor(new TestTime(silence: NodeSupervisor.EndingTime));
        var keeping = supervisor.Keep();
        var process = await _processes.Nth(1);
        await supervisor.End(TimeSpan.FromSeconds(5));
        Assert.Equal(NodeEnd.Left, await keeping);
        Assert.True(process is { WasAsked: true, WasKilled: false });
        Assert.Single(_processes.Started);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task One_that_does_not_heed_is_killed_and_that_is_said()
    {
        var supervisor = Supervisor();
        _ = supervisor.Keep();
        var process = await _processes.Nth(1);
        process.IsStubborn = true;
        await supervisor.End(TimeSpan.Zero);
        Assert.True(process is { WasAsked: true, WasKilled: true });
        Assert.Equal("node a on box does not end; its connection is closed and its process here is killed", Assert.Single(_said));
    }

    [Fact]
    public async Task A_run_whose_nodes_are_all_given_up_ends_with_exit_code_1_where_it_trains_nothing_itself()
    {
        for (var i = 0; i < 5; i++) _processes.ThenEnds(2, "sweeper: wrong");
        Assert.Equal(ExitCode.Unexpected, await Session(trainsHere: false).Run(Interrupted));
        Assert.Equal("the only node is given up and the run itself has no devices: it ends, and finished work is kept. Mend what is said above, then launch again", _said.Last());
    }

    [Fact]
    public async Task One_that_trains_goes_on_without_them()
    {
        for (var i = 0; i < 5; i++) _processes.ThenEnds(2, "sweeper: wrong");
        Assert.Equal(ExitCode.FailedCells, await Session(trainsHere: true).Run(async stop =>
        {
            while (!_said.Any(line => line.Contains("given up", StringComparison.Ordinal))) await Task.Delay(10, CancellationToken.None);
            await Task.Delay(50, CancellationToken.None);
            Assert.False(stop.IsCancellationRequested);
            return ExitCode.FailedCells;
        }));
    }

    [Fact]
    public async Task A_run_that_cannot_start_leaves_no_node()
    {
        var session = Session(trainsHere: false);
        await Assert.ThrowsAsync<UserException>(() => session.Run(async _ =>
        {
            await _processes.Nth(1);
            throw new UserException("the port is taken");
        }));
        Assert.True(Assert.Single(_processes.Started).WasAsked);
    }

    private static async Task<int> Interrupted(CancellationToken stop)
    {
        var interrupted = new TaskCompletionSource();
        await using var registered = stop.Register(interrupted.SetResult);
        await interrupted.Task;
        return ExitCode.Interrupted;
    }

    private NodeSupervisor Supervisor(TimeProvider? time = null, HostCommand? prepare = null) => new(Node(prepare), _processes, (_, code) => $"do {code}", _said.Enqueue, time ?? _time);

    private LaunchSession Session(bool trainsHere) => new([Node(null)], _processes, (_, _) => null, trainsHere, _said.Enqueue, _time);

    private NodeLaunch Node(HostCommand? prepare) => new("a", "box", Log, prepare, new HostCommand(["start"]));

    private sealed class SlowTime(TimeProvider timers) : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _looks, 120);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => timers.CreateTimer(callback, state, dueTime, period);
    }
}
