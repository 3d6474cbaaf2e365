using Akka.Actor;
using Sweeper.Actors.Coordination;

namespace Sweeper.Host.Runs;

/// <summary>Lets somebody hear a coordinator's events on their way to its observer.</summary>
internal sealed class EventTap : ReceiveActor
{
    public EventTap(Action<SweepEvent> hear, IActorRef observer)
    {
        Receive<SweepEvent>(change =>
        {
            hear(change);
            observer.Forward(change);
        });
        ReceiveAny(observer.Forward);
    }

    /// <summary>The props of a tap.</summary>
    /// <param name="hear">Called with each event, in order; short work only.</param>
    /// <param name="observer">Who gets everything.</param>
    public static Props Props(Action<SweepEvent> hear, IActorRef observer) => Akka.Actor.Props.Create(() => new EventTap(hear, observer));
}
