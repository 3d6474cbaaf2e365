namespace Sweeper.Training.Tickets;

/// <summary>Which mask a last layer that is drawn anew gets.</summary>
public enum HeadMask
{
    /// <summary>None: every weight lives.</summary>
    Dense,

    /// <summary>The ticket's, where the numbers of classes agree; else none.</summary>
    Masked,
}
