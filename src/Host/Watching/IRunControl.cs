namespace Sweeper.Host.Watching;

/// <summary>Has the run of this process do what its watchers ask. May be called from any thread.</summary>
internal interface IRunControl
{
    /// <summary>Does it; returns in a line what has come of it.</summary>
    /// <exception cref="ControlRefusedException">No training is meant by the order.</exception>
    /// <exception cref="NotSupportedException">The run cannot do that; the message says what to do instead.</exception>
    Task<string> Do(ControlOrder order, CancellationToken cancel);
}
