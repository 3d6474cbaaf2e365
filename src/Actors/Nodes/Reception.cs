using Akka.Actor;
using Sweeper.Actors.Coordination;

namespace Sweeper.Actors.Nodes;

/// <summary>
/// Where nodes find a coordinator: answers their knocking, remembers which of them give blobs and tells the others, and passes on what their trainers say as theirs.
/// </summary>
public sealed class Reception : ReceiveActor
{
    /// <summary>The name by which nodes know it.</summary>
    public const string Name = "reception";

    /// <summary>A node that has not knocked for so long is not named to others any more.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    /// <summary>Opens.</summary>
    /// <param name="coordinator">Who coordinates.</param>
    /// <param name="welcome">What nodes are told; the blob servers of nodes come behind those in it.</param>
    /// <param name="nodes">Where the nodes' blob servers are put down.</param>
    /// <param name="mayLeave">Whether the run needs no node any more.</param>
    public Reception(IActorRef coordinator, NodeProtocol.Welcome welcome, PeerBook nodes, Func<bool> mayLeave)
    {
        Receive<NodeProtocol.Knock>(knock =>
        {
            if (knock.Version != NodeProtocol.Version)
            {
                Sender.Tell(Refusal(knock));
                return;
            }
            if (knock.BlobServer is { } server) nodes.Heard(server);
            Sender.Tell(welcome with { BlobServers = [.. welcome.BlobServers.Concat(nodes.Known).Take(PeerBook.Most)], MayLeave = mayLeave() });
        });
        Receive<CoordinatorProtocol.ICommand>(coordinator.Forward);
    }

    /// <summary>The props of a reception.</summary>
    public static Props Props(IActorRef coordinator, NodeProtocol.Welcome welcome, PeerBook nodes, Func<bool> mayLeave) =>
        Akka.Actor.Props.Create(() => new Reception(coordinator, welcome, nodes, mayLeave));

    private static NodeProtocol.TurnedAway Refusal(NodeProtocol.Knock knock) =>
        new($"this node speaks or trains as version {knock.Version} does, its coordinator as {NodeProtocol.Version}: use the same Sweeper on all machines");
}
