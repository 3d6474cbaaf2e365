namespace Sweeper.Host.Watching;

/// <summary>What a running sweep is told to do, and to what of it.</summary>
/// <param name="Action">What.</param>
/// <param name="Stage">The first characters of the keys of the trainings that are meant, for <see cref="ControlAction.Retry"/> alone; null means all.</param>
internal sealed record ControlOrder(ControlAction Action, string? Stage = null)
{
    /// <summary>An action on the whole run.</summary>
    public static implicit operator ControlOrder(ControlAction action) => new(action);
}
