using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Display;

public class PlainDisplayTests
{
    private static readonly SweepPlan Plan = Plans.Of(Plans.Small);

    [Fact]
    public void Each_change_that_people_need_is_a_line_with_how_far_the_run_is()
    {
        // Equal trainings: each of the twenty is a twentieth.
        Assert.Equal(
            """
            [  5% eta 19s to 57s] lenet-300-100 one/sgd -> two/sgd  winning  round 0  seed 0  87.31%  2.00s
            [  5% eta 19s to 57s] failed, attempt 1 of 3: lenet-300-100 one/sgd -> two/sgd  winning  round 0  seed 0: it broke
            [ 10% eta 18s to 54s] failed for good: lenet-300-100 one/sgd -> two/sgd  winning  round 2  seed 0: it broke
            [ 15% eta 17s to 51s] failed for good: lenet-300-100 two/sgd  winning  round 2  seed 0: it broke (1 training cannot run without it)
            [ 10% eta 18s to 54s] training again what was lost: lenet-300-100 one/sgd -> two/sgd  winning  round 0  seed 0: a file is gone
            [ 10% eta 18s to 54s] stopping: interrupted

            """,
            Shown(
                Events.Completed(Transfer(0)),
                new SweepEvent.Started(Transfer(1), new TrainerId("cpu:0")),
                Events.Retried(Transfer(0)),
                Events.SetAside(Transfer(2)),
                Events.SetAside(Plans.Stage(Plan, group => group is { Source.Dataset.Base: "two", Round: 2 }), blocked: 1),
                new SweepEvent.Rebuilding(Transfer(0), "a file is gone"),
                new SweepEvent.Stopping("interrupted"),
                Events.Ended));
    }

    [Fact]
    public void No_message_can_write_to_the_terminal_or_tear_a_line()
    {
        var shown = Shown(Events.Retried(Transfer(0), "\u001b[2Jgone\rover\nnext\u009b1m"));
        Assert.Equal("[  0%] failed, attempt 1 of 3: lenet-300-100 one/sgd -> two/sgd  winning  round 0  seed 0: ?[2Jgone?over?next?1m\n", shown);
    }

    [Theory]
    [InlineData("a\tb\u0007c\u007f", "a?b?c?")]
    [InlineData("ü ± 中 [red]", "ü ± 中 [red]")]
    public void Only_control_characters_are_replaced(string text, string clean) => Assert.Equal(clean, TerminalText.Clean(text));

    [Fact]
    public void Line_breaks_stay_where_lines_are_meant() => Assert.Equal("one\ntwo?\nthree", TerminalText.CleanLines("one\r\ntwo\u001b\nthree"));

    [Fact]
    public void Where_a_bar_cannot_be_drawn_lines_come_in_its_place_and_it_is_said()
    {
        var names = new StageNames(Plan);
        foreach (var (word, terminal, type, says) in ((string, bool, Type, string)[])[
            ("auto", false, typeof(PlainDisplay), ""), ("plain", true, typeof(PlainDisplay), ""), ("none", true, typeof(NoDisplay), ""),
            ("live", false, typeof(PlainDisplay), "standard error is no terminal to draw on: progress comes as lines, as with --console plain\n")])
        {
            using var output = new StringWriter();
            Assert.IsType(type, RunDisplay.For(word, terminal, names, () => throw new InvalidOperationException("no console is needed"), output));
            Assert.Equal(says, output.ToString());
        }
    }

    private static PlannedStage Transfer(int round) => Plans.Stage(Plan, group => group.Source?.Dataset.Base == "one" && group.Round == round);

    private static string Shown(params SweepEvent[] events)
    {
        using var output = new StringWriter();
        var (display, progress) = (new PlainDisplay(new StageNames(Plan), output), new WorkEstimate(Plan, Plan.Stages, Plan.Stages));
        foreach (var change in events)
        {
            progress.Observe(change);
            display.Show(change, progress.Fraction, progress.TimeLeft([], 0, 1));
        }
        return output.ToString();
    }
}
