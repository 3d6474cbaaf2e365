namespace Sweeper.Host.Display;

/// <summary>Says when a log is due for a sign of life: a minute after the last one, and a minute after the start for the first.</summary>
internal sealed class Heartbeat
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _next;

    /// <summary>Whether it is due at a moment; if so, it counts as given.</summary>
    public bool IsDue(DateTimeOffset now)
    {
        _next ??= now + Every;
        if (now < _next) return false;
        _next = now + Every;
        return true;
    }
}
