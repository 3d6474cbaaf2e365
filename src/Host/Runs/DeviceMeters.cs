using System.Diagnostics;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Runs;

/// <summary>
/// Reads once a second how full and how busy the devices of a run are: a thread a GPU, one for all processors. A reading that hangs holds up nothing but the
/// later ones of its thread; what it said before is forgotten when it is old. Its other members return at once, and may be called from any thread.
/// </summary>
internal sealed class DeviceMeters : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // Snapshots come four times a second: a device that is read as it should be is never shown as unknown.
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(5);

    // A GPU that was lost may come back; a library that is missing will not, and looking for it costs little.
    private const int PausesAfterTrouble = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<IReadOnlyList<Gauge>> _groups;
    private readonly Dictionary<string, Gauge> _gauges;
    private readonly TimeSpan _every;
    private readonly TimeSpan _old;
    private readonly ManualResetEventSlim _stop = new();
    private readonly List<Thread> _threads = [];
    private Action<string>? _say;

    /// <summary>Meters that are read in threads.</summary>
    /// <param name="groups">The meters of each thread, with the names of their devices.</param>
    /// <param name="every">The pause between two readings.</param>
    /// <param name="old">The age at which a reading counts no more.</param>
    internal DeviceMeters(IEnumerable<IReadOnlyList<(string Device, IDeviceMeter Meter)>> groups, TimeSpan every, TimeSpan old)
    {
        (_every, _old) = (every, old);
        _groups = [.. groups.Select(group => group.Select(pair => new Gauge(pair.Device, pair.Meter)).ToList()).Where(group => group.Count > 0)];
        _gauges = _groups.SelectMany(group => group).ToDictionary(gauge => gauge.Device);
    }

    /// <summary>The meters of some devices, each with a name of its own.</summary>
    public static DeviceMeters Of(IReadOnlyList<ComputeDevice> devices)
    {
        List<(string, IDeviceMeter)> processors = [.. devices.Where(device => device.Kind == DeviceKind.Cpu).Select(device => (device.Name, (IDeviceMeter)new ThreadMeter()))];
        var gpus = devices.Where(device => device.Kind == DeviceKind.Cuda).Select(device => new List<(string, IDeviceMeter)> { (device.Name, new GpuMeter(device.Index)) });
        return new([processors, .. gpus], Every, Old);
    }

    /// <summary>Begins to read.</summary>
    /// <param name="say">Told once, from any thread, if a device cannot be read.</param>
    public void Start(Action<string> say)
    {
        _say = say;
        foreach (var group in _groups)
        {
            var thread = new Thread(() => Read(group)) { Name = group.Count == 1 ? $"meter {group[0].Device}" : "meters", IsBackground = true };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>The calling thread is the one that trains on a device.</summary>
    public void Attach(string device)
    {
        if (_gauges.GetValueOrDefault(device)?.Meter is ThreadMeter meter) meter.Attach();
    }

    /// <summary>A process is the one that trains on a device.</summary>
    public void Follow(string device, int process)
    {
        if (_gauges.GetValueOrDefault(device)?.Meter is ThreadMeter meter) meter.Follow(process);
    }

    /// <summary>How a device was when it was last read; all unknown where that is long ago.</summary>
    public DeviceReading Latest(string device) =>
        _gauges.GetValueOrDefault(device)?.Last is { } last && Stopwatch.GetElapsedTime(last.At) < _old ? last.Reading : default;

    /// <summary>Reads no more; returns whether every thread has ended, for which it waits a moment.</summary>
    public bool Stop()
    {
        _stop.Set();
        var began = Stopwatch.GetTimestamp();
        return _threads.TrueForAll(thread => thread.Join(TimeSpan.FromTicks(Math.Max(0, (Patience - Stopwatch.GetElapsedTime(began)).Ticks))));
    }

    // The event stays: a thread that hangs may look at it later.
    public void Dispose() => Stop();

    private void Read(IReadOnlyList<Gauge> group)
    {
        var isTroubled = false;
        do
        {
            isTroubled = false;
            foreach (var gauge in group) isTroubled |= !TryRead(gauge);
        }
        while (!_stop.Wait(isTroubled ? PausesAfterTrouble * _every : _every));
        foreach (var gauge in group) gauge.Meter.Dispose();
    }

    private bool TryRead(Gauge gauge)
    {
        try
        {
            gauge.Last = new(gauge.Meter.Read(), Stopwatch.GetTimestamp());
            return true;
        }
        // Whatever it is: a run does not end because a number for its screen is missing.
        catch (Exception trouble)
        {
            gauge.Last = null;
            Interlocked.Exchange(ref _say, null)?.Invoke($"how full and busy devices are cannot be shown for {gauge.Device}: {trouble.Message}; the run goes on");
            return false;
        }
    }

    private sealed record Taken(DeviceReading Reading, long At);

    private sealed class Gauge(string device, IDeviceMeter meter)
    {
        private volatile Taken? _last;

        public string Device => device;

        public IDeviceMeter Meter => meter;

        public Taken? Last
        {
            get => _last;
            set => _last = value;
        }
    }
}
