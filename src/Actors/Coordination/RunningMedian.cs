namespace Sweeper.Actors.Coordination;

/// <summary>The median of the last values: a few wild ones among them do not move it.</summary>
internal sealed class RunningMedian
{
    private const int Window = 63;

    private readonly double[] _last = new double[Window];

    /// <summary>Values seen.</summary>
    public long Count { get; private set; }

    /// <summary>The median of the last values, at most 63; NaN where there is none.</summary>
    public double Value
    {
        get
        {
            if (Count == 0) return double.NaN;
            var sorted = _last.AsSpan(0, (int)Math.Min(Count, Window)).ToArray();
            Array.Sort(sorted);
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Takes one more value.</summary>
    public void Add(double value) => _last[Count++ % Window] = value;
}
