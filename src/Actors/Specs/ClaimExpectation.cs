namespace Sweeper.Actors.Specs;

/// <summary>What a claim expects of the paired difference.</summary>
public enum ClaimExpectation
{
    /// <summary>Above 0.</summary>
    Higher,

    /// <summary>Below 0.</summary>
    Lower,

    /// <summary>Not below -margin.</summary>
    NotLower,

    /// <summary>Within +-margin.</summary>
    Equal,

    /// <summary>Its slope over rounds is above 0.</summary>
    Grows,
}
