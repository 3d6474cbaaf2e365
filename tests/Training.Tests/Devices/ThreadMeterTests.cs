using System.Diagnostics;
using Sweeper.Training.Devices;

namespace Sweeper.Training.Tests.Devices;

public class ThreadMeterTests
{
    [Fact]
    public void A_thread_that_computes_is_busy_and_one_that_waits_is_not()
    {
        using var meter = new ThreadMeter();
        Assert.Equal(default, meter.Read());
        using var go = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        using var attached = new ManualResetEventSlim();
        // A bracket and blanks in its name, where the numbers are told from it.
        var thread = new Thread(Work) { Name = "trainer ) 1 2", IsBackground = true };
        thread.Start();
        attached.Wait();
        Assert.Null(meter.Read().Utilisation);
        Thread.Sleep(300);
        // Another thread's work is not its own.
        var waiting = meter.Read().Utilisation!.Value;
        Assert.InRange(waiting, 0, 0.2);
        go.Set();
        done.Wait();
        // On a machine with more work than processors it gets a part of one, which may be small.
        Assert.InRange(meter.Read().Utilisation!.Value, waiting + 0.01, 1);
        end.Set();
        thread.Join();
        // The kernel forgets it a little after it was joined.
        SpinWait.SpinUntil(() => meter.Read() == default, TimeSpan.FromSeconds(5));
        Assert.Equal(default, meter.Read());

        void Work()
        {
            meter.Attach();
            attached.Set();
            go.Wait();
            var clock = Stopwatch.StartNew();
            while (clock.ElapsedMilliseconds < 500) Thread.SpinWait(1000);
            done.Set();
            end.Wait();
        }
    }
}
