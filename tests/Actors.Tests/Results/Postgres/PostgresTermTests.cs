using System.Diagnostics;
using Sweeper.Actors.Results;
using Sweeper.Tests.Support;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results.Postgres;

public sealed class PostgresTermTests : IDisposable
{
    private readonly PostgresPlace _place = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(1));

    public void Dispose()
    {
        _place.Dispose();
        _end.Dispose();
    }

    [Fact]
    public void A_second_writer_is_refused_and_told_who_writes()
    {
        using var first = _place.OpenForRun();
        var refusal = Assert.Throws<StoreException>(() => _place.OpenForRun());
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message);
        Assert.Contains("--listen", refusal.Message);
        Assert.True(SweepStore.IsInUse(_place.StoreFolder()));
    }

    [Fact]
    public async Task Who_stands_by_has_the_turn_as_soon_as_the_holder_has_left()
    {
        var first = _place.OpenForRun();
        var said = new List<string>();
        var second = Task.Run(() => SweepStore.WaitForTurn(_place.StoreFolder("other"), "test", _place.Address, said.Add, _end.Token));
        await Task.Delay(2500);
        Assert.False(second.IsCompleted);
        Assert.Contains("standing by", Assert.Single(said));
        var since = Stopwatch.StartNew();
        first.Dispose();
        using var store = await second;
        Assert.True(store.CanWrite);
        // A dead one is waited for longer.
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 2.5);
    }

    [Fact]
    public void Who_stands_by_can_be_told_to_stop()
    {
        using var first = _place.OpenForRun();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        Assert.Throws<OperationCanceledException>(() => SweepStore.WaitForTurn(_place.StoreFolder("other"), "test", _place.Address, _ => { }, stop.Token));
    }

    [Fact]
    public async Task Who_stands_by_ends_with_a_sweep_that_is_cancelled_before_the_holder_has_left()
    {
        using var first = _place.OpenForRun();
        var second = Task.Run(() => SweepStore.WaitForTurn(_place.StoreFolder("other"), "test", _place.Address, _ => { }, _end.Token));
        await Task.Delay(1500);
        Assert.False(second.IsCompleted);
        first.CancelStandbys();
        Assert.Contains("has ended the sweep for all", (await Assert.ThrowsAsync<SweepCancelledException>(() => second)).Message);
        first.Dispose();
        // Once, not with each beat.
        Assert.Equal(1, _place.Scalar("SELECT cancels FROM term"));
    }

    [Fact]
    public void A_holder_that_is_dead_is_taken_over_from_by_any_writer()
    {
        _place.OpenForRun().Dispose();
        Take();
        using var store = _place.OpenForRun();
        store.Results.Commit([Open(1, 1)]);
        Assert.Equal(3, _place.Scalar("SELECT number FROM term"));
    }

    [Fact]
    public void Whoever_was_taken_over_from_writes_nothing_more_and_learns_of_it()
    {
        using var store = _place.OpenForRun();
        store.Results.Commit([Open(1, 1)]);
        Take();
        Assert.Throws<DeposedException>(() => store.Results.Commit([Complete(1, 1)]));
        Assert.Equal(0, _place.Scalar("SELECT count(*) FROM results"));
        Assert.True(store.Deposed.WaitHandle.WaitOne(TimeSpan.FromSeconds(10)));
        // It has nothing to give back: the other's turn goes on.
        store.Dispose();
        Assert.Equal(1, _place.Scalar("SELECT count(*) FROM term WHERE is_held"));
    }

    [Fact]
    public void Of_many_that_wait_one_at_a_time_has_the_turn()
    {
        var (inside, most, turns) = (0, 0, 0);
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, number =>
        {
            using var store = SweepStore.WaitForTurn(_place.StoreFolder($"store-{number}"), "test", _place.Address, _ => { }, _end.Token);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            store.Results.Commit([Open(number + 1, number)]);
            Interlocked.Increment(ref turns);
            Interlocked.Decrement(ref inside);
        });
        Assert.Equal((1, 6), (most, turns));
        Assert.Equal(6, _place.Scalar("SELECT count(*) FROM attempts"));
        Assert.Equal(6, _place.Scalar("SELECT number FROM term"));
    }

    [Fact]
    public async Task A_server_that_is_killed_under_load_loses_nothing_that_was_committed_and_costs_no_writer_its_turn()
    {
        using var server = PostgresServer.Own();
        using var place = new PostgresPlace(server);
        using var store = place.OpenForRun();
        var committed = 0;
        var load = Task.Run(() =>
        {
            for (var i = 1; i <= 2000 && !_end.IsCancellationRequested; i++)
            {
                store.Results.Commit([Open(i, i), Complete(i, i, state: i)]);
                Volatile.Write(ref committed, i);
            }
        });
        for (var kills = 0; kills < 2; kills++)
        {
            var before = Volatile.Read(ref committed);
            SpinWait.SpinUntil(() => Volatile.Read(ref committed) > before + 20 || load.IsCompleted, TimeSpan.FromSeconds(20));
            Assert.False(load.IsCompleted);
            server.Kill();
            server.Start();
        }
        await load;
        Assert.Equal(2000, committed);
        Assert.Equal(2000, store.Results.Results().Count);
        Assert.Equal(1, place.Scalar("SELECT number FROM term"));
    }

    [Fact]
    public void A_reader_says_that_the_server_is_gone_and_reads_again_when_it_is_back()
    {
        using var server = PostgresServer.Own();
        using var place = new PostgresPlace(server);
        using (var store = place.OpenForRun()) store.Results.Commit([Open(1, 1), Complete(1, 1)]);
        using var reader = place.OpenToRead();
        Assert.Single(reader.Results.Results());
        server.Kill();
        Assert.Contains("does not answer", Assert.Throws<StoreException>(() => reader.Results.Results()).Message);
        server.Start();
        Assert.Single(reader.Results.Results());
    }

    // Another process takes the term and dies.
    private void Take() => _place.Scalar("UPDATE term SET number = number + 1, is_held = true, holder = 'another' RETURNING number");
}
