using Sweeper.Host.Display;

namespace Sweeper.Host.Runs;

/// <summary>Where is said what goes on beside a run: on its display while it has one, else on standard error.</summary>
internal sealed class RunNotices
{
    private volatile Action<string> _say = StandardError.Say;

    /// <summary>Says a line; from any thread.</summary>
    public void Say(string line) => _say(line);

    /// <summary>Lines go to a display until disposal.</summary>
    public IDisposable GoTo(RunDisplay display)
    {
        _say = display.Say;
        return new Way(this);
    }

    private sealed class Way(RunNotices notices) : IDisposable
    {
        public void Dispose() => notices._say = StandardError.Say;
    }
}
