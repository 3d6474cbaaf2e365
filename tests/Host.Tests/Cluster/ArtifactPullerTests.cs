using System.Collections.Concurrent;
using System.Diagnostics;
using Sweeper.Host.Cluster;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Cluster;

public sealed class ArtifactPullerTests : IAsyncDisposable
{
    private readonly ClusterFixture _cluster = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly MovedClock _clock = new();
    private readonly ArtifactPuller _puller;
    private volatile Uri[] _peers = [];

    public ArtifactPullerTests()
    {
        var store = new FetchingBlobStore(_cluster.Local, cache: null, _cluster.Key, () => _peers, time: _cluster.Time);
        _puller = new ArtifactPuller(store, () => _peers, _said.Enqueue, _clock);
        Store = store;
    }

    private FetchingBlobStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        _puller.Dispose();
        Store.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task What_is_wanted_comes_into_the_store_and_what_is_there_is_not_fetched()
    {
        _cluster.Remote.Put(_cluster.Content);
        _peers = [(await _cluster.Serve()).Address];
        _puller.Want(_cluster.Local.Put([1]), 1);
        _puller.Want(_cluster.Digest, _cluster.Content.Length);
        await Until(() => _puller.Missing == 0);
        Assert.Equal(_cluster.Content, _cluster.Local.Get(_cluster.Digest));
        Assert.Equal((1, _cluster.Content.Length), (Store.Downloads, Store.BytesFetched));
        await _puller.Drain(() => false);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task What_nobody_has_is_asked_for_again_when_another_comes_and_not_before()
    {
        _peers = [_cluster.Script((_, stream) => stream.Status("404 Not Found")).Address];
        _puller.LookAround();
        _puller.Want(_cluster.Digest, _cluster.Content.Length);
        await Until(() => _puller.Pending == 0);
        Assert.Equal((1, 1), (_puller.Missing, Store.Downloads));
        _clock.Pass(ArtifactPuller.Pause);
        _puller.LookAround();
        Assert.Equal((0, 1), (_puller.Pending, Store.Downloads));

        _cluster.Remote.Put(_cluster.Content);
        _peers = [.. _peers, (await _cluster.Serve()).Address];
        _puller.LookAround();
        await Until(() => _puller.Missing == 0);
        Assert.True(_cluster.Local.Contains(_cluster.Digest));
    }

    [Fact]
    public async Task Who_does_not_answer_is_asked_again_after_a_pause()
    {
        var gone = _cluster.Script((_, stream) => stream.Status("200 OK"));
        gone.Dispose();
        _peers = [gone.Address];
        _puller.Want(_cluster.Digest, _cluster.Content.Length);
        await Until(() => Store.Downloads == 1 && _cluster.Time.Pauses.Count == 2);
        Assert.Equal(1, _puller.Pending);
        _cluster.Remote.Put(_cluster.Content);
        _peers = [gone.Address, (await _cluster.Serve()).Address];
        await Until(() =>
        {
            _clock.Pass(ArtifactPuller.Pause);
            _puller.LookAround();
            return _puller.Missing == 0;
        });
    }

    [Fact]
    public async Task One_that_is_made_again_is_asked_for_at_once()
    {
        _puller.Want(_cluster.Digest, _cluster.Content.Length);
        await Until(() => _puller.Pending == 0);
        _cluster.Local.Put(_cluster.Content);
        _puller.Want(_cluster.Digest, _cluster.Content.Length);
        await Until(() => _puller.Missing == 0);
    }

    [Fact]
    public async Task The_end_does_not_wait_for_what_nobody_has_and_says_what_to_do()
    {
        _puller.Want(_cluster.Digest, _cluster.Content.Length);
        await _puller.Drain(() => false).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("start the nodes that made them and this run again", Assert.Single(_said));
    }

    [Fact]
    public async Task The_end_waits_for_who_does_not_answer_as_long_as_something_comes()
    {
        var gone = _cluster.Script((_, stream) => stream.Status("200 OK"));
        gone.Dispose();
        _peers = [gone.Address];
        _puller.Want(_cluster.Digest, _cluster.Content.Length);
        var end = _puller.Drain(() => false);
        await Until(() => _clock.Waits > 2);
        Assert.False(end.IsCompleted);
        _clock.Pass(TimeSpan.FromSeconds(2));
        await Until(() => !_said.IsEmpty);
        Assert.Contains("fetching 1 blob of finished trainings from nodes", _said.First());
        Assert.False(end.IsCompleted);
        _clock.Pass(ArtifactPuller.Patience);
        await end.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(2, _said.Count);
    }

    private static async Task Until(Func<bool> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Time passes when the test says so; pauses are short and real.</summary>
    private sealed class MovedClock : TimeProvider
    {
        private long _now = 1;
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _waits);
            return System.CreateTimer(callback, state, dueTime > TimeSpan.FromMilliseconds(5) ? TimeSpan.FromMilliseconds(5) : dueTime, period);
        }
    }
}
