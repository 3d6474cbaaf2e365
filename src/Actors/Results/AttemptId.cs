namespace Sweeper.Actors.Results;

/// <summary>An attempt at a stage; numbered in the order of opening, and the lease under which a trainer works.</summary>
public readonly record struct AttemptId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"#{Value}";
}
