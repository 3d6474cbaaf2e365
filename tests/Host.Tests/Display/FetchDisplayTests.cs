using Sweeper.Host.Display;

namespace Sweeper.Host.Tests.Display;

public class FetchDisplayTests
{
    private readonly StringWriter _output = new();
    private readonly Clock _clock = new();

    [Fact]
    public void A_line_says_how_much_is_there_how_fast_it_comes_and_how_long_it_will_take() => Assert.Equal(
        "svhn: 64 MiB of 256 MiB (25%), 2 MiB/s, 1m 36s left, train_32x32.mat", FetchDisplay.Text(new("svhn", "train_32x32.mat", 64 << 20, 256 << 20, 2 << 20)));

    [Fact]
    public void Where_nothing_moves_yet_there_is_no_guess() => Assert.Equal(
        "svhn: 0 B of 256 MiB (0%), train_32x32.mat", FetchDisplay.Text(new("svhn", "train_32x32.mat", 0, 256 << 20, null)));

    [Fact]
    public void A_log_gets_a_line_every_five_seconds_without_control_characters()
    {
        using var display = Display(isTerminal: false);
        for (var tenth = 0; tenth <= 120; tenth++)
        {
            display.Show(new("mnist", "a", tenth, 120, null));
            _clock.Seconds += 0.1;
        }
        display.Say("done");
        Assert.Equal(["mnist: 50 B of 120 B (41%), a", "mnist: 100 B of 120 B (83%), a", "done"], _output.ToString().TrimEnd().Split('\n'));
        Assert.DoesNotContain('\r', _output.ToString());
        Assert.DoesNotContain('\u001b', _output.ToString());
    }

    [Fact]
    public void A_terminal_gets_one_line_that_is_written_over_and_cleared()
    {
        using (var display = Display(isTerminal: true))
        {
            display.Show(new("mnist", "a", 1, 4, null));
            display.Show(new("mnist", "a", 2, 4, null));
            _clock.Seconds += 0.2;
            display.Show(new("mnist", "a", 3, 4, null));
            display.Say("beside it");
            display.Show(new("mnist", "a", 4, 4, null));
            _clock.Seconds += 0.2;
            display.Show(new("mnist", "a", 4, 4, null));
        }
        const string clear = "\r\u001b[K";
        Assert.Equal(
            $"{clear}mnist: 1 B of 4 B (25%), a{clear}mnist: 3 B of 4 B (75%), a{clear}beside it\n{clear}mnist: 4 B of 4 B (100%), a{clear}",
            _output.ToString());
    }

    [Fact]
    public void A_line_that_would_wrap_is_cut()
    {
        using var display = Display(isTerminal: true, width: 30);
        display.Show(new("mnist", new string('x', 100), 1, 4, null));
        Assert.Equal("\r\u001b[K".Length + 29, _output.ToString().Length);
    }

    [Fact]
    public void Names_from_outside_bring_no_escapes()
    {
        using var display = Display(isTerminal: false);
        display.Say("server says \u001b[31mred");
        Assert.Equal("server says ?[31mred\n", _output.ToString());
    }

    private FetchDisplay Display(bool isTerminal, int width = 200) => new(_output, isTerminal, () => width, _clock);

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long GetTimestamp() => (long)Math.Round(Seconds * TimestampFrequency);
    }
}
