using Akka.Actor;
using Sweeper.Actors.Coordination;

namespace Sweeper.Actors.Nodes;

/// <summary>Where nodes find a coordinator: answers their knocking, and passes on what their trainers say as theirs.</summary>
public sealed class Reception : ReceiveActor
{
    /// <summary>The name by which nodes know it.</summary>
    public const string Name = "reception";

    /// <summary>Opens.</summary>
    /// <param name="coordinator">Who coordinates.</param>
    /// <param name="welcome">What nodes are told.</param>
    public Reception(IActorRef coordinator, NodeProtocol.Welcome welcome)
    {
        Receive<NodeProtocol.Knock>(knock => Sender.Tell(knock.Version == NodeProtocol.Version ? welcome : Refusal(knock)));
        Receive<CoordinatorProtocol.ICommand>(coordinator.Forward);
    }

    /// <summary>The props of a reception.</summary>
    public static Props Props(IActorRef coordinator, NodeProtocol.Welcome welcome) => Akka.Actor.Props.Create(() => new Reception(coordinator, welcome));

    private static NodeProtocol.TurnedAway Refusal(NodeProtocol.Knock knock) =>
        new($"this node speaks or trains as version {knock.Version} does, its coordinator as {NodeProtocol.Version}: use the same Sweeper on all machines");
}
