namespace Sweeper.Actors.Results.Postgres;

/// <summary>
/// Decides from looks at the row of terms whether its holder is gone: it has left, or has shown no life for <see cref="Patience"/>, by the onlooker's own clock.
/// No two machines' clocks are compared, so none has to be right.
/// </summary>
internal sealed class TermWatch
{
    /// <summary>How long a holder may show no life: six beats. What a hiccup of the server costs is a change of coordinators, and no training.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private TermLook? _last;
    private TimeSpan _since;

    /// <summary>Whether the holder was seen to live: it has beaten between two looks.</summary>
    public bool HasSeenLife { get; private set; }

    /// <summary>Whether the term may be taken.</summary>
    /// <param name="look">What the row says now.</param>
    /// <param name="now">Now, on a clock that only goes forward.</param>
    public bool IsFree(TermLook look, TimeSpan now)
    {
        if (!look.IsHeld) return true;
        if (_last != look)
        {
            HasSeenLife |= _last is not null && _last.Number == look.Number && _last.Beat != look.Beat;
            (_last, _since) = (look, now);
            return false;
        }
        return now - _since >= Patience;
    }
}
