namespace Sweeper.Actors.Specs;

/// <summary>What a NaN or infinite loss does to its stage. It is never tried again: a stage is a function of its key.</summary>
public enum NanPolicy
{
    /// <summary>The stage is set aside at once; the sweep goes on.</summary>
    Quarantine,

    /// <summary>The sweep stops.</summary>
    Stop,
}
