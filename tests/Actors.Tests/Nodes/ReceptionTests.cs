using Akka.Actor;
using Akka.TestKit;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Tests.Nodes;

public class ReceptionTests : Akka.TestKit.Xunit.TestKit
{
    private static readonly NodeProtocol.Welcome Answer = new(["head:1"], "store", Digest.Of([1]), ["head:2"], MayLeave: false);

    private readonly TestClock _clock = new();
    private readonly TestProbe _coordinator;
    private readonly IActorRef _reception;
    private bool _mayLeave;

    public ReceptionTests()
        : base(Clocked.Hocon)
    {
        _coordinator = CreateTestProbe("coordinator");
        _reception = Sys.ActorOf(Reception.Props(_coordinator, Answer, new PeerBook(Reception.Memory, _clock), () => _mayLeave), Reception.Name);
    }

    [Fact]
    public void Nodes_learn_of_each_others_blobs_behind_those_of_the_run_as_long_as_they_knock()
    {
        Assert.Equal(["head:2"], Knock(null).BlobServers);
        Assert.Equal(["head:2", "a:1"], Knock("a:1").BlobServers);
        _clock.Now += TimeSpan.FromSeconds(59);
        Assert.Equal(["head:2", "a:1", "b:1"], Knock("b:1").BlobServers);
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(["head:2", "b:1"], Knock(null).BlobServers);
    }

    [Fact]
    public void Only_so_many_are_named()
    {
        for (var port = 1; port <= PeerBook.Most; port++) Knock($"a:{port}");
        var named = Knock(null).BlobServers;
        Assert.Equal((PeerBook.Most, "head:2"), (named.Length, named[0]));
    }

    [Fact]
    public void Nodes_are_told_when_they_may_leave()
    {
        Assert.False(Knock("a:1").MayLeave);
        _mayLeave = true;
        Assert.True(Knock("a:1").MayLeave);
    }

    [Fact]
    public void A_node_of_another_version_is_turned_away_and_its_blobs_are_not_named()
    {
        _reception.Tell(new NodeProtocol.Knock("1/4", "a:1"), TestActor);
        Assert.Contains("use the same Sweeper on all machines", ExpectMsg<NodeProtocol.TurnedAway>().Why);
        Assert.Equal(["head:2"], Knock(null).BlobServers);
    }

    [Fact]
    public void What_trainers_say_is_passed_on_as_theirs()
    {
        _reception.Tell(new CoordinatorProtocol.RequestWork(new("a:1/cpu:0"), Offers.Cpu), TestActor);
        _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>();
        Assert.Equal(TestActor, _coordinator.LastSender);
    }

    private NodeProtocol.Welcome Knock(string? blobServer)
    {
        _reception.Tell(new NodeProtocol.Knock(NodeProtocol.Version, blobServer), TestActor);
        return ExpectMsg<NodeProtocol.Welcome>();
    }
}
