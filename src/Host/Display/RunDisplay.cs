using Spectre.Console;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Display;

/// <summary>Shows a run while it goes on. Events and states come from one actor, so never from two threads at once; <see cref="Say"/> may come from any.</summary>
internal abstract class RunDisplay
{
    /// <summary>The display of a word: live, plain, none, or auto (live on a terminal, plain elsewhere).</summary>
    public static RunDisplay For(string word, StageNames names) =>
        For(word, StandardError.IsTerminal, names, () => LiveDisplay.ConsoleOn(Console.Error), Console.Error);

    /// <summary>The display of a word, on a terminal or on none.</summary>
    internal static RunDisplay For(string word, bool isTerminal, StageNames names, Func<IAnsiConsole> terminal, TextWriter output)
    {
        // Bars in a log file help nobody.
        if (word == "live" && !isTerminal) output.WriteLine("standard error is no terminal to draw on: progress comes as lines, as with --console plain");
        return word switch
        {
            "none" => new NoDisplay(),
            "live" or "auto" when isTerminal => new LiveDisplay(names, terminal()),
            _ => new PlainDisplay(names, output),
        };
    }

    /// <summary>How the sweep stands now.</summary>
    public abstract void Show(SweepSnapshot snapshot);

    /// <summary>Something has changed.</summary>
    /// <param name="change">What.</param>
    /// <param name="fraction">The share of the work that is behind, in [0, 1].</param>
    /// <param name="left">The time to the end; null until something has been measured.</param>
    public abstract void Show(SweepEvent change, double fraction, TimeLeft? left);

    /// <summary>Says something beside the progress.</summary>
    public virtual void Say(string line) => StandardError.Say(line);

    /// <summary>The run is over: the terminal is as it was before.</summary>
    public virtual void Close()
    {
    }

    /// <summary>The process ends in this moment: the terminal is left fit for use, without waiting for anything.</summary>
    public virtual void Abandon()
    {
    }
}
