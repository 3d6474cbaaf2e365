using Spectre.Console;
using Sweeper.Host.Tests.Support;
using Sweeper.Host.Watching;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Tests.Watching;

/// <summary>What frames look like, at the sizes of real terminals.</summary>
public class ConsoleFrameTests
{
    [Theory]
    [InlineData("start", 80, 24, "")]
    [InlineData("small", 80, 24, "")]
    [InlineData("small", 120, 40, "")]
    [InlineData("ended", 120, 40, "")]
    [InlineData("paper", 80, 24, "")]
    [InlineData("paper", 80, 24, "2<down>")]
    [InlineData("paper", 80, 24, "3")]
    [InlineData("paper", 80, 24, "4")]
    [InlineData("paper", 80, 24, "5<down>")]
    [InlineData("paper", 80, 24, "6")]
    [InlineData("paper", 80, 24, "5<enter>")]
    [InlineData("paper", 80, 24, "?")]
    [InlineData("paper", 80, 24, "c")]
    [InlineData("paper", 80, 24, "2/adam")]
    [InlineData("paper", 120, 40, "<right><down>v")]
    [InlineData("paper", 120, 40, "3")]
    [InlineData("paper", 200, 50, "")]
    [InlineData("huge", 80, 24, "2G")]
    [InlineData("huge", 120, 40, "")]
    [InlineData("huge", 200, 50, "2")]
    public void A_frame_looks_as_recorded(string recording, int width, int height, string keys) => Check(recording, width, height, keys, Styles.Plain, "");

    [Theory]
    [InlineData("paper", 80, 24, "")]
    [InlineData("huge", 200, 50, "")]
    public void In_ascii_a_frame_looks_as_recorded(string recording, int width, int height, string keys) => Check(recording, width, height, keys, Styles.Ascii, "-ascii");

    [Fact]
    public void In_colour_a_frame_looks_as_recorded() => Check("paper", 80, 24, "<right>", Styles.Colours, "-colour");

    [Theory]
    [InlineData(20, 5)]
    [InlineData(5, 20)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void A_tiny_terminal_shows_what_fits(int width, int height)
    {
        foreach (var keys in new[] { "", "2", "3", "4", "5", "6", "?", "5<enter>", "c", "2/x" })
        {
            var content = Recording.Read("paper").Content;
            var frame = ConsoleFrame.Render(content, KeyText.After(keys, content), width, height, Styles.Plain);
            Assert.Equal(height, frame.Length);
            Assert.All(frame, line => Assert.InRange(line.GetCellWidth(), 0, width));
        }
    }

    [Fact]
    public void Names_from_outside_bring_no_escapes_and_no_line_breaks()
    {
        var content = Recording.Read("small").Content;
        var snapshot = content.Snapshot! with { Sweep = "\u001b[31mred\nnext", Lines = [new(default, "a\u009b2Jb\u202ec")] };
        var frame = string.Join('\n', ConsoleFrame.Render(content with { Snapshot = snapshot }, KeyText.After("6", content), 80, 24, Styles.Plain));
        Assert.Contains("?[31mred?next", frame);
        Assert.Contains("a?2Jbc", frame);
        Assert.DoesNotContain('\u001b', frame);
    }

    [Fact]
    public void Where_colours_are_shown_without_them_is_the_same_text()
    {
        var content = Recording.Read("paper").Content;
        var coloured = ConsoleFrame.Render(content, new ConsoleState(), 120, 40, Styles.Colours with { Colours = ColorSystem.Standard });
        var uncoloured = coloured.Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[[0-9;]*m", "").TrimEnd());
        // The scale of colours is drawn only where there are any.
        Assert.Equal(
            ConsoleFrame.Render(content, new ConsoleState(), 120, 40, Styles.Plain).Where(line => !line.Contains('…')),
            uncoloured.Zip(ConsoleFrame.Render(content, new ConsoleState(), 120, 40, Styles.Plain)).Where(pair => !pair.Second.Contains('…')).Select(pair => pair.First));
    }

    [Fact]
    public void Nothing_moves_when_values_change()
    {
        var content = Recording.Read("paper").Content;
        var later = content.Snapshot!;
        later = later with
        {
            At = later.At.AddHours(30),
            Devices = [.. later.Devices.Select(device => device with { Step = 3, Epoch = 1, Loss = null, Accuracy = null, ImagesPerSecond = 123_456, Seconds = 86_400 * 3.0 })],
            Problems = [],
            Chains = [.. later.Chains.Take(2)],
        };
        var (before, after) = (Places(content), Places(content with { Snapshot = later }));
        Assert.NotEmpty(before);
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_filter_that_hides_all_problems_does_not_say_that_there_are_none()
    {
        var content = Recording.Read("paper").Content;
        Assert.DoesNotContain(ConsoleFrame.Render(content, KeyText.After("5/zebra<enter>", content), 80, 24, Styles.Plain), line => line.Contains("nothing has gone wrong"));
        content = Recording.Read("small").Content;
        Assert.Contains(ConsoleFrame.Render(content, KeyText.After("5", content), 80, 24, Styles.Plain), line => line.Contains("nothing has gone wrong"));
    }

    [Fact]
    public void A_run_that_is_not_heard_any_more_is_told_with_the_last_that_was_known()
    {
        var content = Recording.Read("paper").Content with { SilentSeconds = 42 };
        var frame = ConsoleFrame.Render(content, new ConsoleState(), 120, 40, Styles.Plain);
        Assert.Contains("the run was last heard 42s ago", frame[3]);
        Assert.Contains("7,123/20,664 done", frame[2]);
        Assert.Contains("no such socket", ConsoleFrame.Render(content with { Trouble = "no such socket" }, new ConsoleState(), 120, 40, Styles.Plain)[3]);
        Assert.Contains("no such socket", ConsoleFrame.Render(new(null, Trouble: "no such socket"), new ConsoleState(), 120, 40, Styles.Plain)[0]);
    }

    // Lines and columns of all borders and of the titles of columns.
    private static List<(int Line, int Column)> Places(ConsoleContent content) =>
    [
        .. ConsoleFrame.Render(content, new ConsoleState(), 200, 50, Styles.Plain).SelectMany((line, y) =>
            line.Select((letter, x) => (letter, x)).Where(pair => "╭╮╰╯│".Contains(pair.letter)).Select(pair => (y, pair.x))
                .Append((y, line.IndexOf("images/s", StringComparison.Ordinal))).Append((y, line.IndexOf("work left", StringComparison.Ordinal)))),
    ];

    private static void Check(string recording, int width, int height, string keys, ConsoleStyle style, string suffix)
    {
        var content = Recording.Read(recording).Content;
        var frame = ConsoleFrame.Render(content, KeyText.After(keys, content), width, height, style);
        var name = string.Concat(keys.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : letter == '?' ? 'H' : '_'));
        Screen.Check($"console-{recording}-{width}x{height}{(name.Length > 0 ? $"-{name}" : "")}{suffix}.txt", string.Join('\n', frame) + "\n");
    }
}
