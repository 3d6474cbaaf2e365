namespace Sweeper.Actors.Nodes;

/// <summary>What a <see cref="CoordinatorDoor"/> asks of its node, and tells it.</summary>
public interface INode
{
    /// <summary>Where the node gives blobs to other processes, <c>host:port</c>; null while it does not.</summary>
    string? BlobServer { get; }

    /// <summary>Hears what a coordinator says each time that it answers.</summary>
    void Heed(NodeProtocol.Welcome welcome);

    /// <summary>Gets ready to work for a coordinator that the node begins to work for, also when it does so again; why it cannot, for people, or null. Not called twice at once.</summary>
    Task<string?> Prepare(NodeProtocol.Welcome welcome);

    /// <summary>Tells people.</summary>
    void Say(string line);

    /// <summary>The node cannot work for its coordinator.</summary>
    /// <param name="why">Why, for people.</param>
    void TurnAway(string why);

    /// <summary>No coordinator has answered for as long as the node waits: it leaves, and drops what it has in its hands.</summary>
    void GiveUp();
}
