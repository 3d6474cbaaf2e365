using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Sweeper.Host.Runs;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Tests.Runs;

public class DeviceMetersTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> _said = [];

    [Fact]
    public void A_device_is_read_once_a_pause_however_often_it_is_asked_for()
    {
        var meter = new Meter(number => new(number, 100, 0.5));
        using var meters = Started(Second, Soon, ("cuda:0", meter));
        Until(() => meters.Latest("cuda:0") == new DeviceReading(1, 100, 0.5));
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < 1500) meters.Latest("cuda:0");
        Assert.InRange(meter.Readings, 1, 3);
        Assert.Equal(default, meters.Latest("cuda:1"));
        Assert.True(meters.Stop());
        Assert.True(meter.IsDisposed);
        Assert.Empty(_said);
    }

    [Fact]
    public void A_reading_that_hangs_holds_up_nobody_and_what_it_said_before_is_forgotten()
    {
        using var never = new ManualResetEventSlim();
        var hanging = new Meter(number =>
        {
            if (number > 1) never.Wait();
            return new(number, 100, 1);
        });
        var meters = Started(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(500), ("cuda:0", hanging), ("cuda:1", new Meter(number => new(number, 100, null))));
        Until(() => meters.Latest("cuda:0").MemoryBytes == 1);
        Until(() => meters.Latest("cuda:0") == default && hanging.Readings == 2);
        var before = meters.Latest("cuda:1").MemoryBytes;
        Until(() => meters.Latest("cuda:1").MemoryBytes > before);
        var clock = Stopwatch.StartNew();
        Assert.False(meters.Stop());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 15);
        never.Set();
        Until(meters.Stop);
        Assert.Empty(_said);
    }

    [Fact]
    public void A_trainer_that_is_another_process_is_read_by_its_number_and_unknown_when_it_is_gone()
    {
        using var busy = Process.Start("sh", ["-c", "while :; do :; done"]);
        using var meters = Started(TimeSpan.FromMilliseconds(50), Soon, ("cpu:0", new ThreadMeter()));
        Assert.Null(meters.Latest("cpu:0").Utilisation);
        meters.Follow("cpu:0", busy.Id);
        Until(() => meters.Latest("cpu:0").Utilisation > 0);
        busy.Kill();
        busy.WaitForExit();
        Until(() => meters.Latest("cpu:0") == default);
        Assert.Empty(_said);
    }

    [Fact]
    public void Whatever_goes_wrong_is_said_once_and_ends_nothing()
    {
        using var meters = Started(TimeSpan.FromMilliseconds(5), Soon,
            ("cuda:0", new Meter(_ => throw new DeviceException("the library is missing"))),
            ("cuda:1", new Meter(number => number == 1 ? throw new EntryPointNotFoundException("an old one") : new(number, 100, 1))));
        Until(() => meters.Latest("cuda:1").MemoryBytes > 3);
        Assert.Equal(default, meters.Latest("cuda:0"));
        Assert.EndsWith("; the run goes on", Assert.Single(_said));
        Assert.True(meters.Stop());
    }

    [Fact]
    public void A_processor_is_as_busy_as_the_thread_that_trains_on_it()
    {
        using var meters = DeviceMeters.Of([new(DeviceKind.Cpu, 0), new(DeviceKind.Cpu, 1)]);
        meters.Start(_said.Enqueue);
        using var end = new CancellationTokenSource();
        var trainer = new Thread(() =>
        {
            meters.Attach("cpu:1");
            while (!end.IsCancellationRequested) Thread.SpinWait(1000);
        });
        trainer.Start();
        Until(() => meters.Latest("cpu:1").Utilisation > 0.1);
        Assert.Equal(default, meters.Latest("cpu:0"));
        Assert.Null(meters.Latest("cpu:1").MemoryBytes);
        end.Cancel();
        trainer.Join();
        Assert.Empty(_said);
    }

    [Fact]
    public void Without_a_driver_that_can_be_asked_a_run_says_so_once()
    {
        Assert.SkipWhen(NativeLibrary.TryLoad("libcuda.so.1", out _), "this machine has one");
        using var meters = DeviceMeters.Of([new(DeviceKind.Cuda, 0), new(DeviceKind.Cuda, 1)]);
        meters.Start(_said.Enqueue);
        Until(() => !_said.IsEmpty);
        Assert.True(meters.Stop());
        Assert.Matches("^how full and busy devices are cannot be shown for cuda:[01]: .*libcuda.so.1 is not found.*; the run goes on$", Assert.Single(_said));
        Assert.Equal(default, meters.Latest("cuda:0"));
    }

    private DeviceMeters Started(TimeSpan every, TimeSpan old, params (string, IDeviceMeter)[] meters)
    {
        var started = new DeviceMeters(meters.Select(meter => new[] { meter }), every, old);
        started.Start(_said.Enqueue);
        return started;
    }

    private static void Until(Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(isSo, Soon));

    private sealed class Meter(Func<int, DeviceReading> read) : IDeviceMeter
    {
        private volatile int _readings;

        public int Readings => _readings;

        public bool IsDisposed { get; private set; }

        public DeviceReading Read() => read(Interlocked.Increment(ref _readings));

        public void Dispose() => IsDisposed = true;
    }
}
