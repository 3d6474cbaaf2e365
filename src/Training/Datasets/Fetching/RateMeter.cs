namespace Sweeper.Training.Datasets.Fetching;

/// <summary>Measures bytes a second over the last few seconds.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);

    private readonly Queue<(long At, long Bytes)> _samples = new();
    private (long At, long Bytes) _last;

    /// <summary>So many bytes are there now. Returns the rate; null until a quarter of a second has passed.</summary>
    public double? At(long bytes)
    {
        var now = time.GetTimestamp();
        // A file that was begun anew, or a part found on the disk: what lies before is no transfer.
        if (_samples.Count == 0 || bytes < _last.Bytes)
        {
            _samples.Clear();
            Add((now, bytes));
        }
        else if (time.GetElapsedTime(_last.At, now) >= Spacing)
        {
            Add((now, bytes));
        }
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > Window) _samples.Dequeue();
        var (start, before) = _samples.Peek();
        var seconds = time.GetElapsedTime(start, now).TotalSeconds;
        return seconds >= Spacing.TotalSeconds ? (bytes - before) / seconds : null;
    }

    private void Add((long At, long Bytes) sample) => _samples.Enqueue(_last = sample);
}
