using System.Collections.Immutable;
using Akka.Actor;
using Sweeper.Actors.Coordination;

namespace Sweeper.Actors.Nodes;

/// <summary>
/// A node's way to whoever coordinates: passes on what its trainers say, and knocks everywhere while nobody answers. It holds no work: what is lost on the way
/// trainers say again.
/// </summary>
public sealed class CoordinatorDoor : ReceiveActor, IWithTimers
{
    /// <summary>How often it knocks.</summary>
    public static readonly TimeSpan KnockEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long a coordinator may be silent before it is looked for elsewhere.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const int MostAddresses = 16;

    private readonly TimeProvider _time;
    private readonly Func<string, ICanTell> _way;
    private readonly INode _node;
    private readonly TimeSpan? _leaveAfter;
    private ImmutableArray<string> _addresses;
    private string? _current;
    private string? _preparingFor;
    private string? _store;
    private DateTimeOffset _heard;
    private bool _isOpen;

    /// <summary>Begins to knock.</summary>
    /// <param name="addresses">Where coordinators may be, <c>host:port</c> each; at least one.</param>
    /// <param name="way">How an address is spoken to.</param>
    /// <param name="node">Whose door it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="leaveAfter">How long nobody may answer before the node gives up; null is for ever.</param>
    public CoordinatorDoor(ImmutableArray<string> addresses, Func<string, ICanTell> way, INode node, TimeProvider time, TimeSpan? leaveAfter)
    {
        (_addresses, _way, _node, _time, _leaveAfter) = (addresses, way, node, time, leaveAfter);
        _heard = time.GetUtcNow();
        // Nothing is said to one that has not let this node in: it gets no work that it could not do.
        Receive<CoordinatorProtocol.ICommand>(command =>
        {
            if (_isOpen) _way(_current!).Tell(command, Sender);
        });
        Receive<NodeProtocol.Welcome>(Hear);
        Receive<NodeProtocol.TurnedAway>(refusal => _node.TurnAway(refusal.Why));
        Receive<Prepared>(Open);
        Receive<KnockNow>(_ => Knock());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private sealed record KnockNow;

    private sealed record Prepared(string For, string Store, string? Complaint);

    /// <summary>The props of a door.</summary>
    public static Props Props(ImmutableArray<string> addresses, Func<string, ICanTell> way, INode node, TimeProvider time, TimeSpan? leaveAfter = null) =>
        Akka.Actor.Props.Create(() => new CoordinatorDoor(addresses, way, node, time, leaveAfter));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("knock", new KnockNow(), KnockEvery);
        Knock();
    }

    private void Hear(NodeProtocol.Welcome welcome)
    {
        // The first that answers; one that stands by does not.
        _current ??= welcome.Coordinators[0];
        if (welcome.Coordinators[0] != _current) return;
        _heard = _time.GetUtcNow();
        _addresses = [.. _addresses.Union(welcome.Coordinators).Take(MostAddresses)];
        _node.Heed(welcome);
        if (_isOpen || _preparingFor is not null) return;
        if (_store is not null && welcome.Store != _store)
        {
            _node.TurnAway($"the coordinator at {_current} has another store than the one that this node has worked for: start this node again to work for it");
            return;
        }
        var address = _preparingFor = _current;
        var prepared = _node.Prepare(welcome);
        if (prepared.IsCompletedSuccessfully) Open(new(address, welcome.Store, prepared.Result));
        else prepared.PipeTo(Self, success: complaint => new Prepared(address, welcome.Store, complaint), failure: fault => new Prepared(address, welcome.Store, $"{fault.Message.TrimEnd('.')}; start the node again"));
    }

    private void Open(Prepared prepared)
    {
        _preparingFor = null;
        // Who has fallen silent meanwhile is met anew.
        if (prepared.For != _current) return;
        if (prepared.Complaint is { } why)
        {
            _node.TurnAway(why);
            return;
        }
        (_isOpen, _store) = (true, prepared.Store);
        _node.Say($"works for the coordinator at {_current}");
        // Where this node gives what its trainers will have made is known before they say anything.
        if (_node.BlobServer is not null) Ask(_current);
    }

    private void Knock()
    {
        var silence = _time.GetUtcNow() - _heard;
        if (silence >= _leaveAfter) _node.GiveUp();
        if (_current is not null && silence >= Patience)
        {
            if (_isOpen) _node.Say($"the coordinator at {_current} does not answer; trainings go on, and what they find is kept until one does");
            (_isOpen, _current) = (false, null);
        }
        foreach (var address in _current is null ? _addresses : [_current]) Ask(address);
    }

    private void Ask(string address) => _way(address).Tell(new NodeProtocol.Knock(NodeProtocol.Version, _node.BlobServer), Self);
}
