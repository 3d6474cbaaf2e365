using Sweeper.Actors.Coordination;

namespace Sweeper.Host.Display;

/// <summary>Shows a run while it goes on. Called by one actor, so never by two threads at once.</summary>
internal abstract class RunDisplay
{
    /// <summary>The display of a word: live, plain, none, or auto (live on a terminal, plain elsewhere).</summary>
    public static RunDisplay For(string word, StageNames names)
    {
        var terminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return word switch
        {
            "none" => new NoDisplay(),
            "live" => new LiveDisplay(names),
            "auto" when terminal => new LiveDisplay(names),
            _ => new PlainDisplay(names, Console.Error),
        };
    }

    /// <summary>How the sweep stands now.</summary>
    public abstract void Show(SweepStatus status, ProgressEstimate progress);

    /// <summary>Something has changed.</summary>
    public abstract void Show(SweepEvent change, SweepStatus? status, ProgressEstimate progress);

    /// <summary>The run is over: the terminal is as it was before.</summary>
    public virtual void Close()
    {
    }
}
