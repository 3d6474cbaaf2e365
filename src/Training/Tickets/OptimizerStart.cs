namespace Sweeper.Training.Tickets;

/// <summary>With which moments the optimizer of a rewound training starts.</summary>
public enum OptimizerStart
{
    /// <summary>All 0, as at the start of any training.</summary>
    Fresh,

    /// <summary>Those that the chain's round 0 had at the rewind point.</summary>
    Rewound,
}
