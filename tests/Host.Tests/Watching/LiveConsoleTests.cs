using Sweeper.Host.Watching;

namespace Sweeper.Host.Tests.Watching;

public sealed class LiveConsoleTests : IDisposable
{
    private readonly FakeTerminal _terminal = new();
    private readonly RecordedSource _source = new(Recording.Read("paper"));
    private readonly LiveConsole _console;

    public LiveConsoleTests()
    {
        _console = new(_source, _terminal, Styles.Plain, TimeProvider.System);
        _console.Start(endsBySignal: false);
    }

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Leaving_gives_the_terminal_back_and_leaves_the_run_alone()
    {
        FakeTerminal.Until(() => _terminal.Written.Length > 0);
        Assert.True(_terminal.IsTaken);
        _terminal.Type("q");
        await _console.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(_terminal.IsTaken);
        Assert.Empty(_source.Told);
    }

    [Fact]
    public async Task A_failure_gives_the_terminal_back_and_is_told()
    {
        _terminal.Failure = new InvalidOperationException("a mistake in the console");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _console.Ended.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("a mistake in the console", failure.Message);
        Assert.False(_terminal.IsTaken);
    }

    [Fact]
    public async Task A_terminal_that_goes_away_ends_the_console_and_is_no_failure()
    {
        _terminal.Failure = new IOException("broken pipe");
        await _console.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(_terminal.IsTaken);
    }

    [Fact]
    public void What_was_said_is_shown_and_given_back_at_the_end()
    {
        _console.Say("interrupted: dropping the trainings in flight");
        FakeTerminal.Until(() => _terminal.Written.Any(text => text.Contains("interrupted: dropping")));
        Assert.Equal(["interrupted: dropping the trainings in flight"], _console.Stop());
        Assert.False(_terminal.IsTaken);
        Assert.True(_console.Ended.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_yes_tells_the_run_and_its_answer_is_shown()
    {
        _terminal.Type("p");
        FakeTerminal.Until(() => _terminal.Written.Any(text => text.Contains("pause the sweep?")));
        Assert.Empty(_source.Told);
        _terminal.Type("y");
        FakeTerminal.Until(() => _terminal.Written.Any(text => text.Contains("the sweep was told to pause")));
        Assert.Equal([ControlAction.Pause], _source.Told);
    }

    [Fact]
    public void Keys_that_come_together_are_all_taken_and_an_escape_is_not_lost_in_them()
    {
        _terminal.Type("5\u001b[B\r");
        FakeTerminal.Until(() => _terminal.Written.Any(text => text.Contains("CUDA out of memory: tried")));
        _terminal.Type("\u001b");
        FakeTerminal.Until(() => _terminal.Written[^1].Contains("▸5 problems"));
    }

    [Fact]
    public void Where_nothing_changes_hardly_anything_is_written_and_another_size_is_drawn_whole()
    {
        // Its time in seconds is all that changes.
        var terminal = new FakeTerminal();
        using var console = new LiveConsole(new RecordedSource(Recording.Read("small")), terminal, Styles.Plain, TimeProvider.System);
        console.Start(endsBySignal: false);
        FakeTerminal.Until(() => terminal.Written.Length > 4);
        Assert.All(terminal.Written.Skip(2), text => Assert.InRange(text.Length, 1, 200));
        var before = terminal.Written.Length;
        terminal.Size = (200, 50);
        FakeTerminal.Until(() => terminal.Written.Skip(before).Any(text => text.Length > 5_000 && text.Contains("\u001b[2J")));
    }

    [Fact]
    public void A_run_that_does_not_answer_is_told_and_asked_again()
    {
        _source.Failure = new IOException("nobody listens on the run's socket");
        FakeTerminal.Until(() => _terminal.Written.Any(text => text.Contains("nobody listens")));
        var before = _terminal.Written.Length;
        _source.Failure = null;
        FakeTerminal.Until(() => _terminal.Written.Skip(before).Any(text => text.Contains("\u001b[4;1H 11,987 of 36,720 cells")));
    }
}
