using System.Runtime.ExceptionServices;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Images;

/// <summary>Images that are decoded from files when they are needed: a bounded number ahead, in the order that <see cref="Begin"/> gives.</summary>
internal sealed class StreamedFeed : IImageFeed
{
    // Enough for a batch of 256 photographs and more, little beside the activations that they lead to.
    private const int AheadBytes = 64 << 20;
    private const int MostAhead = 1024;

    private readonly ImageSplit _split;
    private readonly ImageFiles _files;
    private readonly ImageTransform _transform;
    private readonly DecodePool _pool;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _registration;
    private readonly byte[][] _slots;
    private readonly bool[] _ready;
    private readonly Exception?[] _errors;

    // Guarded by the pool's gate.
    private ReadOnlyMemory<int> _positions;
    private long _epoch;
    private int _claimed, _taken, _working;

    /// <summary>The feed of a split of files.</summary>
    /// <param name="split">The split; its geometry does not matter.</param>
    /// <param name="transform">What becomes of its images.</param>
    /// <param name="pool">Who decodes.</param>
    /// <param name="stop">Ends waiting.</param>
    public StreamedFeed(ImageSplit split, ImageTransform transform, DecodePool pool, CancellationToken stop)
    {
        (_split, _transform, _pool, _stop) = (split, transform, pool, stop);
        _files = split.Files ?? throw new ArgumentException("these images are in memory", nameof(split));
        var ahead = Math.Clamp(AheadBytes / transform.Input.Length, 4, MostAhead);
        _slots = new byte[ahead][];
        _ready = new bool[ahead];
        _errors = new Exception?[ahead];
        pool.Add(this);
        _registration = stop.UnsafeRegister(_ =>
        {
            lock (pool.Gate) Monitor.PulseAll(pool.Gate);
        }, null);
    }

    public void Begin(long epoch, ReadOnlyMemory<int> positions)
    {
        lock (_pool.Gate)
        {
            // What was claimed of an order that is given up still writes into its slots.
            _positions = default;
            (_claimed, _taken) = (0, 0);
            while (_working > 0) Monitor.Wait(_pool.Gate);
            Array.Clear(_ready);
            (_epoch, _positions) = (epoch, positions);
            Monitor.PulseAll(_pool.Gate);
        }
    }

    public void Read(ReadOnlySpan<int> positions, Span<byte> images)
    {
        var length = _transform.Input.Length;
        for (var i = 0; i < positions.Length; i++)
        {
            Next(positions[i]).CopyTo(images.Slice(i * length, length));
            lock (_pool.Gate)
            {
                _ready[_taken % _slots.Length] = false;
                _taken++;
                Monitor.PulseAll(_pool.Gate);
            }
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _pool.Remove(this);
    }

    /// <summary>The next image to be made, now the caller's; null where none is wanted yet. Under the pool's gate.</summary>
    internal (int Slot, long Epoch, int Position)? Claim()
    {
        if (_claimed >= _positions.Length || _claimed >= _taken + _slots.Length) return null;
        _working++;
        var number = _claimed++;
        return (number % _slots.Length, _epoch, _positions.Span[number]);
    }

    /// <summary>Makes a claimed image; what goes wrong is told to the training when it comes to that image.</summary>
    internal void Make((int Slot, long Epoch, int Position) claimed, ImageScratch scratch)
    {
        var (slot, epoch, position) = claimed;
        Exception? error = null;
        try
        {
            scratch.Load(_files, _split.Rows[position]);
            _transform.Native(scratch.Image, epoch, position, scratch, _slots[slot] ??= GC.AllocateUninitializedArray<byte>(_transform.Input.Length));
        }
        catch (Exception e)
        {
            error = e;
        }
        lock (_pool.Gate)
        {
            (_ready[slot], _errors[slot]) = (true, error);
            _working--;
            Monitor.PulseAll(_pool.Gate);
        }
    }

    private byte[] Next(int position)
    {
        lock (_pool.Gate)
        {
            if (_taken >= _positions.Length || _positions.Span[_taken] != position)
                throw new InvalidOperationException($"position {position} is not the one that comes next");
            var slot = _taken % _slots.Length;
            while (!_ready[slot])
            {
                _stop.ThrowIfCancellationRequested();
                Monitor.Wait(_pool.Gate);
            }
            if (_errors[slot] is { } error) ExceptionDispatchInfo.Throw(error);
            return _slots[slot];
        }
    }
}
