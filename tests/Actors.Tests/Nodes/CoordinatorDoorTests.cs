using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Tests.Nodes;

public class CoordinatorDoorTests : Akka.TestKit.Xunit.TestKit
{
    private static readonly TrainerId Trainer = new("a:1/cpu:0");

    private readonly TestClock _clock = new();
    private readonly Dictionary<string, TestProbe> _coordinators;
    private readonly TestNode _node = new();

    public CoordinatorDoorTests()
        : base(Clocked.Hocon)
    {
        _coordinators = new[] { "a:1", "b:2", "c:3" }.ToDictionary(address => address, address => CreateTestProbe(address.Replace(':', '-')));
    }

    [Fact]
    public void What_trainers_say_goes_to_the_coordinator_as_theirs()
    {
        var door = Start("a:1");
        var trainer = CreateTestProbe("trainer");
        Assert.Equal(NodeProtocol.Version, _coordinators["a:1"].ExpectMsg<NodeProtocol.Knock>().Version);
        door.Tell(new CoordinatorProtocol.RequestWork(Trainer, Offers.Cpu, new(1)), trainer);
        door.Tell(Welcome("a:1"));
        door.Tell(new CoordinatorProtocol.RequestWork(Trainer, Offers.Cpu, new(2)), trainer);
        // Not what was said before it opened.
        Assert.Equal(2, _coordinators["a:1"].ExpectMsg<CoordinatorProtocol.RequestWork>().Last!.Value.Value);
        Assert.Equal(trainer.Ref, _coordinators["a:1"].LastSender);
    }

    [Fact]
    public void While_nobody_answers_all_are_asked_every_second()
    {
        Start("a:1", "b:2");
        for (var second = 0; second < 10; second++)
        {
            foreach (var address in (string[])["a:1", "b:2"]) _coordinators[address].ExpectMsg<NodeProtocol.Knock>();
            Pass(1);
        }
        Assert.Empty(_node.Said);
    }

    [Fact]
    public void Who_answers_first_is_stayed_with_until_it_is_silent_and_what_it_named_is_asked_then()
    {
        var door = Start("a:1", "b:2");
        foreach (var address in (string[])["a:1", "b:2"]) _coordinators[address].ExpectMsg<NodeProtocol.Knock>();
        for (var second = 0; second < 20; second++)
        {
            door.Tell(Welcome("b:2", "c:3"), _coordinators["b:2"]);
            // One that answers too late, or is about to leave.
            door.Tell(Welcome("a:1"), _coordinators["a:1"]);
            HasHeard(door);
            Pass(1);
            _coordinators["b:2"].ExpectMsg<NodeProtocol.Knock>();
        }
        Pass(1);
        _coordinators["b:2"].ExpectMsg<NodeProtocol.Knock>();
        Pass(1);
        foreach (var address in (string[])["a:1", "b:2", "c:3"]) _coordinators[address].ExpectMsg<NodeProtocol.Knock>();
        Assert.Equal(["works for the coordinator at b:2", "the coordinator at b:2 does not answer; trainings go on, and what they find is kept until one does"], _node.Said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_node_gives_up_after_so_long_without_an_answer_whether_it_ever_had_one_or_not(bool hadOne)
    {
        var door = Start(TimeSpan.FromSeconds(60), "a:1");
        if (hadOne)
        {
            Pass(50);
            door.Tell(Welcome("a:1"), _coordinators["a:1"]);
            HasHeard(door);
        }
        Pass(59);
        HasHeard(door);
        Assert.Equal(0, _node.GaveUp);
        Pass(1);
        HasHeard(door);
        Assert.Equal(1, _node.GaveUp);
    }

    [Fact]
    public async Task A_node_that_is_turned_away_is_told_why()
    {
        Start("a:1").Tell(new NodeProtocol.TurnedAway("another version"));
        Assert.Equal("another version", await _node.TurnedAway.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_node_that_cannot_work_for_its_coordinator_says_why_and_lets_its_trainers_say_nothing()
    {
        _node.Complaint = Task.FromResult<string?>("another store");
        var door = Start("a:1");
        door.Tell(Welcome("a:1"), _coordinators["a:1"]);
        Assert.Equal("another store", await _node.TurnedAway.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        door.Tell(new CoordinatorProtocol.RequestWork(Trainer, Offers.Cpu));
        Pass(1);
        _coordinators["a:1"].ExpectMsg<NodeProtocol.Knock>();
        _coordinators["a:1"].ExpectMsg<NodeProtocol.Knock>();
    }

    [Fact]
    public void Nothing_is_said_before_the_node_is_ready_and_the_coordinator_knows_then_where_its_blobs_are()
    {
        var ready = new TaskCompletionSource<string?>();
        _node.Complaint = ready.Task;
        var (door, trainer) = (Start("a:1"), CreateTestProbe("trainer"));
        Assert.Null(_coordinators["a:1"].ExpectMsg<NodeProtocol.Knock>().BlobServer);
        door.Tell(Welcome("a:1"), _coordinators["a:1"]);
        door.Tell(Welcome("a:1"), _coordinators["a:1"]);
        door.Tell(new CoordinatorProtocol.RequestWork(Trainer, Offers.Cpu, new(1)), trainer);
        AwaitAssert(() => Assert.Equal(2, _node.Heard.Count));
        _node.BlobServer = "here:9";
        ready.SetResult(null);
        Assert.Equal("here:9", _coordinators["a:1"].ExpectMsg<NodeProtocol.Knock>().BlobServer);
        door.Tell(new CoordinatorProtocol.RequestWork(Trainer, Offers.Cpu, new(2)), trainer);
        Assert.Equal(2, _coordinators["a:1"].ExpectMsg<CoordinatorProtocol.RequestWork>().Last!.Value.Value);
        Assert.Equal(1, _node.Prepared);
    }

    [Fact]
    public void Who_fell_silent_while_the_node_got_ready_is_not_worked_for()
    {
        var ready = new TaskCompletionSource<string?>();
        _node.Complaint = ready.Task;
        var door = Start("a:1", "b:2");
        _coordinators["a:1"].ExpectMsg<NodeProtocol.Knock>();
        door.Tell(Welcome("a:1"), _coordinators["a:1"]);
        AwaitAssert(() => Assert.Equal(1, _node.Prepared));
        for (var second = 0; second < 5; second++) Pass(1);
        _coordinators["b:2"].ExpectMsg<NodeProtocol.Knock>();
        ready.SetResult(null);
        AwaitAssert(() =>
        {
            door.Tell(Welcome("b:2"), _coordinators["b:2"]);
            Assert.Equal(2, _node.Prepared);
        });
        AwaitAssert(() => Assert.Equal(["works for the coordinator at b:2"], _node.Said));
    }

    [Fact]
    public async Task A_node_that_cannot_get_ready_says_why()
    {
        _node.Complaint = Task.FromException<string?>(new IOException("the disk is gone."));
        Start("a:1").Tell(Welcome("a:1"), _coordinators["a:1"]);
        Assert.Equal("the disk is gone; start the node again", await _node.TurnedAway.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_has_another_store_is_not_worked_for_by_a_node_that_has_worked()
    {
        var door = Start("a:1", "b:2");
        door.Tell(Welcome("a:1"), _coordinators["a:1"]);
        for (var second = 0; second < 4; second++)
        {
            HasHeard(door);
            Pass(1);
        }
        door.Tell(Welcome("b:2") with { Store = "another" }, _coordinators["b:2"]);
        Assert.Equal(
            "the coordinator at b:2 has another store than the one that this node has worked for: start this node again to work for it",
            await _node.TurnedAway.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Equal(1, _node.Prepared);
    }

    [Fact]
    public void The_node_hears_each_answer_also_when_it_works()
    {
        var door = Start("a:1");
        for (var second = 0; second < 3; second++) door.Tell(Welcome("a:1"), _coordinators["a:1"]);
        AwaitAssert(() => Assert.Equal(3, _node.Heard.Count));
        Assert.Equal((1, "blobs:1"), (_node.Prepared, _node.Heard[2].BlobServers.Single()));
    }

    private static NodeProtocol.Welcome Welcome(params ImmutableArray<string> addresses) => new(addresses, "store", Digest.Of([]), ["blobs:1"], MayLeave: false);

    private IActorRef Start(params ImmutableArray<string> addresses) => Start(null, addresses);

    private IActorRef Start(TimeSpan? leaveAfter, params ImmutableArray<string> addresses)
    {
        var door = Sys.ActorOf(CoordinatorDoor.Props(addresses, address => _coordinators[address].Ref, _node, _clock, leaveAfter), "door");
        HasHeard(door);
        return door;
    }

    // All that it was told before.
    private static void HasHeard(IActorRef door) => door.Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(10)).Wait(TestContext.Current.CancellationToken);

    private void Pass(int seconds)
    {
        _clock.Now += TimeSpan.FromSeconds(seconds);
        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(seconds));
    }

    private sealed class TestNode : INode
    {
        public List<string> Said { get; } = [];

        public List<NodeProtocol.Welcome> Heard { get; } = [];

        public TaskCompletionSource<string> TurnedAway { get; } = new();

        public Task<string?> Complaint { get; set; } = Task.FromResult<string?>(null);

        public int Prepared { get; private set; }

        public string? BlobServer { get; set; }

        public int GaveUp { get; private set; }

        public void Heed(NodeProtocol.Welcome welcome) => Heard.Add(welcome);

        public Task<string?> Prepare(NodeProtocol.Welcome welcome)
        {
            Prepared++;
            return Complaint;
        }

        public void Say(string line) => Said.Add(line);

        public void TurnAway(string why) => TurnedAway.TrySetResult(why);

        public void GiveUp() => GaveUp++;
    }
}
