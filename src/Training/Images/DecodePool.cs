namespace Sweeper.Training.Images;

/// <summary>
/// Plain background threads that decode and augment images ahead of the trainings that wait for them, in turn for each. How many there
/// are changes no byte. Not the thread pool: burning its threads stalls every timer of the process.
/// </summary>
internal sealed class DecodePool(int decoders) : IDisposable
{
    private readonly List<StreamedFeed> _feeds = [];
    private int _turn;
    private int _started;
    private bool _ended;

    /// <summary>The process's: a decoder a processor, started with the first training that needs them.</summary>
    public static DecodePool Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>Guards the pool and the state of its feeds; pulsed when any of it changes.</summary>
    public object Gate { get; } = new();

    /// <summary>Starts to work for a feed.</summary>
    public void Add(StreamedFeed feed)
    {
        lock (Gate)
        {
            _feeds.Add(feed);
            for (; _started < decoders; _started++) new Thread(Work) { IsBackground = true, Name = $"decoder {_started}" }.Start();
        }
    }

    /// <summary>Takes no more of a feed's work. What is being decoded for it is finished, and nobody looks at it.</summary>
    public void Remove(StreamedFeed feed)
    {
        lock (Gate) _feeds.Remove(feed);
    }

    /// <summary>Ends the threads. The shared pool lives as long as the process.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _ended = true;
            Monitor.PulseAll(Gate);
        }
    }

    private void Work()
    {
        var scratch = new ImageScratch();
        while (Claim() is var (feed, claimed)) feed.Make(claimed, scratch);
    }

    // The next piece of work, waited for; null at the end.
    private (StreamedFeed Feed, (int Slot, long Epoch, int Position) Claimed)? Claim()
    {
        lock (Gate)
        {
            while (!_ended)
            {
                for (var i = 0; i < _feeds.Count; i++)
                {
                    _turn = (_turn + 1) % _feeds.Count;
                    if (_feeds[_turn].Claim() is { } claimed) return (_feeds[_turn], claimed);
                }
                Monitor.Wait(Gate);
            }
            return null;
        }
    }
}
