namespace Sweeper.Actors;

/// <summary>
/// A clock that has the time of day from the machine's once, and then goes as its processor counts time. Who sets the machine's clock, by an hour say, moves no lease, no patience and no time left.
/// </summary>
/// <param name="machine">The machine's clock.</param>
public sealed class SteadyTime(TimeProvider machine) : TimeProvider
{
    private readonly DateTimeOffset _start = machine.GetUtcNow();
    private readonly long _begun = machine.GetTimestamp();

    /// <summary>That of this process.</summary>
    public static SteadyTime Shared { get; } = new(System);

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + machine.GetElapsedTime(_begun);

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}
