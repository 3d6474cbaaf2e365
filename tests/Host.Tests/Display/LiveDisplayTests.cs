using Spectre.Console.Testing;
using Sweeper.Actors.Planning;
using Sweeper.Host.Display;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Display;

public class LiveDisplayTests : IDisposable
{
    private static readonly SweepPlan Plan = Plans.Of(Plans.Small);
    private readonly TestConsole _console = new TestConsole().Interactive().Width(160);

    [Fact]
    public void It_shows_how_far_the_run_is_and_what_has_failed()
    {
        Show(display => display.Show(Events.Snapshot(Plan, done: 5, running: 2, failed: 1, fraction: 0.25, secondsLeft: 900)), "5/20 trainings, 2 running, 1 failed, 15m 00s left");
        Assert.Contains("25%", _console.Output);
    }

    [Fact]
    public void What_goes_wrong_stays_above_the_bar_and_what_goes_well_does_not()
    {
        Show(
            display =>
            {
                display.Show(Events.Completed(Plan.Stages[0]), 0, null);
                display.Show(Events.Retried(Plan.Stages[1], "[red]\u001b[2Jit[/] broke"), 0, null);
            },
            "failed, attempt 1 of 3: ");
        Assert.Contains("[red]?[2Jit[/] broke", _console.Output);
        Assert.DoesNotContain("87.31", _console.Output);
    }

    [Fact]
    public void What_is_said_meanwhile_goes_through_the_bars_console() => Show(display => display.Say("warning: [a\u001bb]"), "warning: [a?b]");

    [Fact]
    public void Closed_twice_or_shown_to_after_it_was_closed_it_does_no_harm()
    {
        var display = new LiveDisplay(new StageNames(Plan), _console);
        display.Close();
        display.Show(Events.Snapshot(Plan, done: 20));
        display.Close();
        Assert.DoesNotContain("20/20", _console.Output);
    }

    [Fact]
    public void Abandoned_it_gives_the_cursor_back_without_waiting()
    {
        var console = new TestConsole().Interactive().EmitAnsiSequences();
        var display = new LiveDisplay(new StageNames(Plan), console);
        display.Abandon();
        Assert.Contains("\u001b[?25h", console.Output);
        display.Close();
    }

    [Fact]
    public async Task A_terminal_that_goes_away_takes_nothing_with_it()
    {
        var terminal = new GoneTerminal();
        var display = new LiveDisplay(new StageNames(Plan), LiveDisplay.ConsoleOn(terminal));
        // The bar is drawn by a thread of its own, where an exception would end the process.
        for (var i = 0; terminal.Refused < 5 && i < 200; i++) await Task.Delay(50);
        display.Say("a warning");
        display.Abandon();
        display.Close();
        Assert.True(terminal.Refused >= 5);
    }

    public void Dispose() => _console.Dispose();

    // The bar is drawn by a thread of its own, some times a second.
    private void Show(Action<LiveDisplay> show, string expected)
    {
        var display = new LiveDisplay(new StageNames(Plan), _console);
        try
        {
            var deadline = Environment.TickCount64 + 20_000;
            SpinWait.SpinUntil(() => HasDrawn("starting"), 20_000);
            show(display);
            while (!HasDrawn(expected) && Environment.TickCount64 < deadline) Thread.Sleep(20);
        }
        finally
        {
            display.Close();
        }
        Assert.Contains(expected, _console.Output);
    }

    private bool HasDrawn(string text)
    {
        try
        {
            return _console.Output.Contains(text, StringComparison.Ordinal);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The console's text grew while it was copied: no answer yet.
            return false;
        }
    }

    private sealed class GoneTerminal : StringWriter
    {
        public int Refused { get; private set; }

        public override void Write(char value) => Refuse();

        public override void Write(string? value) => Refuse();

        public override void Write(char[] buffer, int index, int count) => Refuse();

        public override void Flush() => Refuse();

        private void Refuse()
        {
            Refused++;
            throw new IOException("Input/output error");
        }
    }
}
