namespace Sweeper.Actors.Tickets;

/// <summary>Whether a ticket can be had.</summary>
public enum TicketState
{
    /// <summary>Its mask and weights are in the store.</summary>
    Stored,

    /// <summary>A training that leaves its mask or weights has not finished.</summary>
    NotYet,

    /// <summary>The trainings have finished, but its mask or weights are not in the store: deleted, or never kept.</summary>
    Lost,
}
