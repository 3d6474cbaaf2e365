using Sweeper.Actors.Results;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Tests.Support;
using Sweeper.Training.Stages;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results.Postgres;

/// <summary>A commit whose connection breaks at any of its messages, before the server has it or before the answer is back: as a coordinator dies that is killed there.</summary>
public sealed class BrokenCommitTests : IDisposable
{
    // Trainers of nodes: the next coordinator leaves what they hold to them.
    private static readonly StoreWrite[] Before = [OnNode(1), Epochs(1, 1), OnNode(2)];
    private static readonly StoreWrite[] Batch = [Epochs(1, 2), Complete(1, 1, state: 5, Stored(1, 5), Stored(2, 6, ArtifactKind.Weights)), Fail(2, 2), Message(2, "it failed"), OnNode(3)];

    private readonly PostgresServer _server = PostgresServer.Shared();
    private readonly PostgresPlace _place;
    private readonly BreakingWire _wire;
    private readonly ResultStore _direct;

    public BrokenCommitTests()
    {
        (_place, _wire) = (new PostgresPlace(_server), new BreakingWire(_server.Port));
        _place.OpenForRun().Dispose();
        _direct = new ResultStore(PostgresDatabase.OpenToWrite(_place.Address, term: 1, TimeSpan.Zero, _ => { }), canWrite: true);
    }

    public void Dispose()
    {
        _direct.Dispose();
        _wire.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_coordinator_that_dies_at_any_message_leaves_all_of_a_batch_or_none_and_the_next_goes_on(bool arrives)
    {
        var (without, with) = (Committed(Before), Committed([.. Before, .. Batch]));
        var kept = new List<bool>();
        for (var hasBroken = true; hasBroken;)
        {
            Committed(Before);
            hasBroken = Break(kept.Count + 1, arrives, TimeSpan.Zero);
            var contents = Contents(_direct);
            Assert.Contains(contents, (string[])[without, with]);
            kept.Add(contents == with);
            _direct.Commit(Batch);
            Assert.Equal(with, Contents(_direct));
        }
        // A batch is many messages, and what was all there at one is there at those after it. The last time nothing broke.
        Assert.True(kept.Count > 10, $"{kept.Count} messages");
        Assert.Equal(kept.Order(), kept);
        Assert.Equal((arrives, true), (kept[^2], kept[^1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_connection_that_breaks_at_any_message_costs_nothing_and_doubles_nothing(bool arrives)
    {
        var with = Committed([.. Before, .. Batch]);
        var hasBroken = true;
        for (var message = 1; hasBroken; message++)
        {
            Committed(Before);
            hasBroken = Break(message, arrives, TimeSpan.FromSeconds(30));
            Assert.Equal(with, Contents(_direct));
        }
    }

    // Whether it broke: a commit of fewer messages is whole.
    private bool Break(int message, bool arrives, TimeSpan patience)
    {
        using var results = new ResultStore(PostgresDatabase.OpenToWrite(_place.AddressThrough(_wire.Port), term: 1, patience, _ => { }), canWrite: true);
        _wire.BreakAt(message, arrives);
        var failure = Record.Exception(() => results.Commit(Batch));
        var hasBroken = _wire.HasBroken;
        _wire.BreakAt(0, arrives);
        Assert.Equal(hasBroken && patience == TimeSpan.Zero, failure is DeposedException);
        return hasBroken;
    }

    // What is there when these writes, and nothing else, have been committed.
    private string Committed(StoreWrite[] writes)
    {
        _place.Scalar("TRUNCATE artifacts, results, epochs, messages, attempts, stages; SELECT 0::bigint");
        _direct.Commit(writes);
        return Contents(_direct);
    }

    private static StoreWrite OnNode(int number) => Open(number, number) with { Trainer = $"node/cpu:{number}" };
}
