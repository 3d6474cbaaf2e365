using System.Text.Json;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Host.Tests.Support;
using Sweeper.Host.Watching;

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
        foreach (var (word, type, says) in ((string, Type, string)[])[
            ("auto", typeof(PlainDisplay), ""), ("plain", typeof(PlainDisplay), ""), ("none", typeof(NoDisplay), ""), ("json", typeof(JsonDisplay), ""),
            ("live", typeof(PlainDisplay), "standard error is no terminal to draw on: progress comes as lines, as with --console plain\n")])
        {
            using var output = new StringWriter();
            Assert.IsType(type, RunDisplay.For(word, names, new NoSource(), new(Spectre.Console.ColorSystem.NoColors, true, TimeSpan.Zero), () => null, output));
            Assert.Equal(says, output.ToString());
        }
    }

    [Fact]
    public void A_minute_without_a_change_has_a_line_too()
    {
        using var output = new StringWriter();
        var display = new PlainDisplay(new StageNames(Plan), output);
        for (var second = 0; second <= 130; second++)
            display.Show(Events.Snapshot(Plan, done: 5, running: 2, fraction: 0.25, secondsLeft: 900) with { At = DateTimeOffset.UnixEpoch.AddSeconds(second) });
        Assert.Equal("[ 25% eta 15m 00s] 5 of 20 trainings done, 2 running\n[ 25% eta 15m 00s] 5 of 20 trainings done, 2 running\n", output.ToString());
    }

    [Fact]
    public void Whoever_reads_the_objects_may_go_away()
    {
        using var gone = new GoneReader();
        var display = new JsonDisplay(new StageNames(Plan), gone, TimeProvider.System);
        display.Say("interrupted");
        display.Show(Events.Ended, 1, null);
        Assert.Equal(2, gone.Lines);
    }

    [Fact]
    public void Events_for_programs_are_an_object_a_line()
    {
        using var output = new StringWriter();
        var display = new JsonDisplay(new StageNames(Plan), output, TimeProvider.System);
        display.Show(Events.Completed(Transfer(0)), 0.05, null);
        display.Show(Events.SetAside(Transfer(2), blocked: 1, message: "\u001b[2Jgone"), 0.1, null);
        display.Show(Events.Ended, 1, null);
        display.Say("a warning");
        Assert.DoesNotContain('\u001b', output.ToString());
        var lines = output.ToString().TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["completed", "failed-for-good", "ended", "message"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal((0.8731, Transfer(0).Key.Value), (lines[0].GetProperty("accuracy").GetDouble(), lines[0].GetProperty("stage").GetString()));
        Assert.Equal(("error", 1), (lines[1].GetProperty("cause").GetString(), lines[1].GetProperty("blocked").GetInt32()));
        Assert.Equal("whole", lines[2].GetProperty("how").GetString());
        Assert.Equal("a warning", lines[3].GetProperty("message").GetString());
    }

    private sealed class NoSource : IStatusSource
    {
        public SweepSnapshot? Latest => null;

        public Task<SweepSnapshot> Next(long after, CancellationToken cancel) => throw new IOException("nothing");

        public Task<Heatmap> HeatmapOf(HeatmapChoice choice, CancellationToken cancel) => throw new IOException("nothing");

        public Task<StageDetail?> DetailOf(string stage, CancellationToken cancel) => throw new IOException("nothing");

        public Task<string> Control(ControlOrder order, CancellationToken cancel) => throw new IOException("nothing");
    }

    private static PlannedStage Transfer(int round) => Plans.Stage(Plan, group => group.Source?.Dataset.Base == "one" && group.Round == round);

    private static string Shown(params SweepEvent[] events)
    {
        using var output = new StringWriter();
        var (display, progress) = (new PlainDisplay(new StageNames(Plan), output), new WorkEstimate(Plan, Plan.Stages, Plan.Stages));
        foreach (var change in events)
        {
            progress.Observe(change);
            display.Show(change, progress.Fraction, progress.TimeLeft([], [], [new TrainerId("cpu:0")]));
        }
        return output.ToString();
    }

    private sealed class GoneReader : StringWriter
    {
        public int Lines { get; private set; }

        public override void WriteLine(string? value)
        {
            Lines++;
            throw new IOException("the terminal is gone");
        }
    }
}
