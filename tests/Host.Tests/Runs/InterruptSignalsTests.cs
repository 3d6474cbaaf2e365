using System.Runtime.InteropServices;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Tests.Runs;

public class InterruptSignalsTests
{
    private readonly List<string> _story = [];

    [Fact]
    public void The_first_signal_interrupts_and_each_after_it_ends_the_process()
    {
        using var signals = new InterruptSignals(() => _story.Add("interrupt"), () => _story.Add("end"), line => _story.Add(line.Split(':')[0]));
        signals.Receive(PosixSignal.SIGINT);
        Assert.Equal(["interrupt", "interrupted"], _story);
        signals.Receive(PosixSignal.SIGINT);
        signals.Receive(PosixSignal.SIGTERM);
        Assert.Equal(["interrupt", "interrupted", "interrupted twice", "end", "interrupted twice", "end"], _story);
    }

    [Fact]
    public void A_terminal_that_hangs_up_twice_interrupts_once_and_hastens_nothing()
    {
        using var signals = new InterruptSignals(() => _story.Add("interrupt"), () => _story.Add("end"), line => _story.Add(line.Split(':')[0]));
        signals.Receive(PosixSignal.SIGHUP);
        signals.Receive(PosixSignal.SIGHUP);
        Assert.Equal(["interrupt", "interrupted"], _story);
        signals.Receive(PosixSignal.SIGTERM);
        Assert.Equal(["interrupt", "interrupted", "interrupted twice", "end"], _story);
    }
}
