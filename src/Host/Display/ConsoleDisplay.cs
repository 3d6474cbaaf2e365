using Sweeper.Actors.Coordination;
using Sweeper.Actors.Status;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Display;

/// <summary>The live console of a run. When it is left, the run goes on, and lines follow as in a log.</summary>
/// <param name="console">The console; this starts and ends it.</param>
/// <param name="lines">What shows the run after it was left.</param>
internal sealed class ConsoleDisplay(LiveConsole console, PlainDisplay lines) : RunDisplay
{
    private bool _isLeft;

    /// <summary>Takes the terminal.</summary>
    public void Start() => console.Start(endsBySignal: false);

    public override void Show(SweepSnapshot snapshot)
    {
        if (HasLeft()) lines.Show(snapshot);
    }

    public override void Show(SweepEvent change, double fraction, TimeLeft? left)
    {
        if (HasLeft()) lines.Show(change, fraction, left);
    }

    public override void Say(string line)
    {
        if (console.Ended.IsCompleted) StandardError.Say(line);
        else console.Say(line);
    }

    public override void Close()
    {
        foreach (var line in console.Stop()) StandardError.Say(line);
    }

    public override void Abandon() => console.Abandon();

    // Seen by the actor that shows, once.
    private bool HasLeft()
    {
        if (_isLeft || !console.Ended.IsCompleted) return _isLeft;
        _isLeft = true;
        Close();
        StandardError.Say(console.Ended.Exception is { } failure
            ? $"the console has failed ({failure.GetBaseException().Message}); the sweep goes on, and progress comes as lines"
            : "the sweep goes on, and progress comes as lines; Ctrl-C interrupts it");
        return true;
    }
}
