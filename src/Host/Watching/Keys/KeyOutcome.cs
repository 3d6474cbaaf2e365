namespace Sweeper.Host.Watching.Keys;

/// <summary>What a key makes of a state.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Action">What the run shall do; null for nothing.</param>
/// <param name="Leaves">Whether the console is left.</param>
internal sealed record KeyOutcome(ConsoleState State, ControlOrder? Action = null, bool Leaves = false);
