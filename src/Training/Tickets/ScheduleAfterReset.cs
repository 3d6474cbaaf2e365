namespace Sweeper.Training.Tickets;

/// <summary>Where the schedule of a training from a rewound ticket starts.</summary>
public enum ScheduleAfterReset
{
    /// <summary>At step 0, for the whole length.</summary>
    Restart,

    /// <summary>At the step to which the weights were rewound, for the rest of the length.</summary>
    Resume,
}
