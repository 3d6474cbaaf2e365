namespace Sweeper.Actors.Coordination;

/// <summary>A trainer: one device of one process, such as <c>cpu:0</c>.</summary>
public readonly record struct TrainerId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
