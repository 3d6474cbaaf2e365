using Sweeper.Actors.Coordination;
using Sweeper.Actors.Status;
using Sweeper.Host.Watching;
using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Terminals;

namespace Sweeper.Host.Display;

/// <summary>Shows a run while it goes on. Events and states come from one actor, so never from two threads at once; <see cref="Say"/> may come from any.</summary>
internal abstract class RunDisplay
{
    /// <summary>The display of a word: live (the console), plain, json, none, or auto (live on a terminal, plain elsewhere).</summary>
    /// <param name="word">The word.</param>
    /// <param name="ascii">Whether the console shall draw with ASCII alone.</param>
    /// <param name="names">How trainings are called.</param>
    /// <param name="source">What the console shows.</param>
    public static RunDisplay For(string word, bool ascii, StageNames names, IStatusSource source)
    {
        var style = ConsoleStyle.Detect(ascii, Environment.GetEnvironmentVariable, TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.UtcNow));
        return For(word, names, source, style, () => StandardError.IsTerminal ? ControllingTerminal.Open() : null, Console.Error);
    }

    /// <summary>The display of a word, on a terminal or on none.</summary>
    internal static RunDisplay For(string word, StageNames names, IStatusSource source, ConsoleStyle style, Func<ITerminal?> terminal, TextWriter output)
    {
        switch (word)
        {
            case "none": return new NoDisplay();
            case "json": return new JsonDisplay(names, output, TimeProvider.System);
            case "plain": return new PlainDisplay(names, output);
        }
        if (terminal() is { } screen)
        {
            var console = new ConsoleDisplay(new LiveConsole(source, screen, style, TimeProvider.System), new PlainDisplay(names, output));
            console.Start();
            return console;
        }
        // A console in a log file helps nobody.
        if (word == "live") output.WriteLine("standard error is no terminal to draw on: progress comes as lines, as with --console plain");
        return new PlainDisplay(names, output);
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
