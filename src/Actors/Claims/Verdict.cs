namespace Sweeper.Actors.Claims;

/// <summary>What the numbers say of a claim.</summary>
public enum Verdict
{
    /// <summary>They have not decided.</summary>
    Undecided,

    /// <summary>The difference is as claimed.</summary>
    Supported,

    /// <summary>The difference is the other way, or outside the margin.</summary>
    Contradicted,
}
