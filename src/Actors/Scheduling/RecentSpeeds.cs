namespace Sweeper.Actors.Scheduling;

/// <summary>Seconds that an operation took in some trainings, the last ones.</summary>
/// <param name="window">How many are kept.</param>
internal sealed class RecentSpeeds(int window)
{
    private readonly List<double> _last = [];
    private int _next;
    private double? _median;

    /// <summary>Trainings kept.</summary>
    public int Count => _last.Count;

    /// <summary>The median.</summary>
    public double SecondsPerOperation => _median ??= Quantile(0.5);

    /// <summary>How far off the median of so many may be, as a share of it: their inter-quartile range over the square root of their number.</summary>
    public double Doubt => (Quantile(0.75) - Quantile(0.25)) / SecondsPerOperation / Math.Sqrt(Count);

    /// <summary>Takes one more.</summary>
    public void Add(double secondsPerOperation)
    {
        _median = null;
        if (_last.Count < window) _last.Add(secondsPerOperation);
        else _last[_next++ % window] = secondsPerOperation;
    }

    // Linear between two values.
    private double Quantile(double share)
    {
        var sorted = _last.Order().ToList();
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]);
    }
}
