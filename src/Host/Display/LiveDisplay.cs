using Spectre.Console;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;

namespace Sweeper.Host.Display;

/// <summary>A progress line that stays at the bottom of the terminal, and above it what has gone wrong.</summary>
internal sealed class LiveDisplay : RunDisplay
{
    private readonly StageNames _names;
    private readonly IAnsiConsole _console;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;
    private volatile ProgressTask? _task;

    public LiveDisplay(StageNames names, IAnsiConsole console)
    {
        (_names, _console) = (names, console);
        _drawing = _console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                _task = context.AddTask("starting", maxValue: 1);
                await _closed.Task;
            });
    }

    /// <summary>A console that draws on a terminal, and goes on in silence when the terminal goes away.</summary>
    public static IAnsiConsole ConsoleOn(TextWriter terminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
        Out = new TerminalOutput(terminal),
    });

    public override void Show(SweepSnapshot snapshot)
    {
        if (_task is not { } task) return;
        task.Value = snapshot.Fraction;
        var trainings = snapshot.Trainings;
        var left = snapshot.TimeLeft is { } time ? $", {Humans.Range(time)} left" : "";
        var failed = trainings.Failed > 0 ? $", {trainings.Failed:N0} failed" : "";
        task.Description = Markup.Escape($"{trainings.Done:N0}/{trainings.Asked:N0} trainings, {trainings.Running} running{failed}{left}");
    }

    public override void Show(SweepEvent change, double fraction, TimeLeft? left)
    {
        if (change is not (SweepEvent.Completed or SweepEvent.Started) && EventLines.Of(change, _names) is { } line)
            _console.MarkupLineInterpolated($"[yellow]{TerminalText.Clean(line)}[/]");
    }

    public override void Say(string line) => _console.WriteLine(TerminalText.CleanLines(line));

    public override void Close()
    {
        _closed.TrySetResult();
        try
        {
            _drawing.Wait(TimeSpan.FromSeconds(2));
        }
        catch (AggregateException)
        {
            // A bar that could not be drawn is no failure of the run.
        }
    }

    public override void Abandon() => _console.Cursor.Show();
}
