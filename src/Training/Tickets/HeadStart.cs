namespace Sweeper.Training.Tickets;

/// <summary>How the last layer of a ticket starts on its target.</summary>
public enum HeadStart
{
    /// <summary>As the ticket has it.</summary>
    Kept,

    /// <summary>Drawn anew (<c>head/PARAM</c>), dense.</summary>
    Fresh,

    /// <summary>Drawn anew, under the ticket's mask.</summary>
    FreshMasked,
}
