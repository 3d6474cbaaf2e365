using System.Collections.Immutable;
using Akka.Actor;
using Sweeper.Actors.Coordination;

namespace Sweeper.Actors.Nodes;

/// <summary>
/// A node's way to whoever coordinates: passes on what its trainers say, and goes from one address to the next while nobody answers. It holds no work: what is
/// lost on the way trainers say again.
/// </summary>
public sealed class CoordinatorDoor : ReceiveActor, IWithTimers
{
    /// <summary>How often it knocks.</summary>
    public static readonly TimeSpan KnockEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long an address may be silent before the next is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostAddresses = 16;

    private readonly TimeProvider _time;
    private readonly Func<string, ICanTell> _way;
    private readonly Action<string> _say;
    private readonly Func<NodeProtocol.Welcome, string?> _complaint;
    private readonly Action<string> _turnedAway;
    private ImmutableArray<string> _addresses;
    private string _current;
    private DateTimeOffset _heard;
    private bool _isOpen;

    /// <summary>Begins to knock.</summary>
    /// <param name="addresses">Where coordinators may be, <c>host:port</c> each; at least one.</param>
    /// <param name="way">How an address is spoken to.</param>
    /// <param name="complaint">Why this node cannot work for a coordinator that says this; null where it can.</param>
    /// <param name="say">Tells people.</param>
    /// <param name="turnedAway">Called with the reason when this node cannot work for its coordinator.</param>
    /// <param name="time">The clock.</param>
    public CoordinatorDoor(
        ImmutableArray<string> addresses, Func<string, ICanTell> way, Func<NodeProtocol.Welcome, string?> complaint, Action<string> say, Action<string> turnedAway, TimeProvider time)
    {
        (_addresses, _way, _complaint, _say, _turnedAway, _time) = (addresses, way, complaint, say, turnedAway, time);
        (_current, _heard) = (addresses[0], time.GetUtcNow());
        // Nothing is said to one that has not let this node in: it gets no work that it could not do.
        Receive<CoordinatorProtocol.ICommand>(command =>
        {
            if (_isOpen) _way(_current).Tell(command, Sender);
        });
        Receive<NodeProtocol.Welcome>(Open);
        Receive<NodeProtocol.TurnedAway>(refusal => _turnedAway(refusal.Why));
        Receive<KnockNow>(_ => Knock());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private sealed record KnockNow;

    /// <summary>The props of a door.</summary>
    public static Props Props(
        ImmutableArray<string> addresses, Func<string, ICanTell> way, Func<NodeProtocol.Welcome, string?> complaint, Action<string> say, Action<string> turnedAway, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new CoordinatorDoor(addresses, way, complaint, say, turnedAway, time));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("knock", new KnockNow(), KnockEvery);
        Knock();
    }

    private void Open(NodeProtocol.Welcome welcome)
    {
        _heard = _time.GetUtcNow();
        // Where it is now stays first: it answers.
        _addresses = [.. _addresses.Union(welcome.Coordinators).Take(MostAddresses)];
        if (_isOpen) return;
        if (_complaint(welcome) is { } why)
        {
            _turnedAway(why);
            return;
        }
        _isOpen = true;
        _say($"works for the coordinator at {_current}");
    }

    private void Knock()
    {
        if (_time.GetUtcNow() - _heard >= Patience)
        {
            if (_isOpen) _say($"the coordinator at {_current} does not answer; trainings go on, and what they find is kept until one does");
            _isOpen = false;
            _heard = _time.GetUtcNow();
            _current = _addresses[(_addresses.IndexOf(_current) + 1) % _addresses.Length];
        }
        _way(_current).Tell(new NodeProtocol.Knock(NodeProtocol.Version), Self);
    }
}
