namespace Sweeper.Actors.Status;

/// <summary>Seconds that an operation took in the last trainings of a model.</summary>
internal sealed class RecentSpeeds
{
    private const int Window = 64;

    private readonly List<double> _last = [];
    private int _next;

    /// <summary>Trainings measured, at most 64.</summary>
    public int Count => _last.Count;

    /// <summary>The median.</summary>
    public double SecondsPerOperation => Quantile(0.5);

    /// <summary>How far off the median of so many may be, as a share of it: their inter-quartile range over the square root of their number.</summary>
    public double Doubt => (Quantile(0.75) - Quantile(0.25)) / SecondsPerOperation / Math.Sqrt(Count);

    /// <summary>Takes one more.</summary>
    public void Add(double secondsPerOperation)
    {
        if (_last.Count < Window) _last.Add(secondsPerOperation);
        else _last[_next++ % Window] = secondsPerOperation;
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
