using Sweeper.Host.Output;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>The last line: what is asked, what was typed, what came of the last thing, or the keys that matter here.</summary>
internal static class FooterPanel
{
    private const string Choice = " [y/N]";

    public static void Draw(Area area, ConsoleContent content, ConsoleState state)
    {
        if (state.Asking is { } order) Ask(area, Question(order, content));
        else if (state.IsTyping) area.WriteAll(1, 0, new("show only rows with: ", Ink.Accent), state.List(state.Panel).Filter, new("▏", Ink.Accent), new("   enter keeps it, esc clears it", Ink.Dim));
        else if (state.Message is { } message) area.Write(1, 0, Fitted.Start(message, area.Width - 2), Ink.Strong);
        else Hints(area, state);
    }

    /// <summary>What is asked before an action.</summary>
    internal static string Question(ControlOrder order, ConsoleContent content) => order.Action switch
    {
        ControlAction.Retry when order.Stage is not null => "retry this training alone, if it failed for good?",
        ControlAction.Pause => "pause the sweep? trainings in flight end their epoch and hold",
        ControlAction.Resume => "resume the sweep?",
        ControlAction.Retry => $"retry {Humans.Count(content.Snapshot?.Trainings.Failed ?? 0, "training")} that failed for good?",
        _ => "cancel the sweep? finished work is kept",
    };

    // The choice is there in any width.
    private static void Ask(Area area, string question)
    {
        var text = Fitted.Start(question, Math.Max(0, area.Width - Choice.Length - 2));
        area.WriteAll(1, 0, new(text, Ink.Bad), new(Choice, Ink.Strong));
    }

    private static void Hints(Area area, ConsoleState state)
    {
        var x = 1;
        foreach (var (key, does) in Keys(state))
        {
            if (x + CellWidth.Of(key) + CellWidth.Of(does) + 1 > area.Width) break;
            x += area.WriteAll(x, 0, new(key, Ink.Accent), new($" {does}", Ink.Dim)) + 3;
        }
    }

    private static IEnumerable<(string Key, string Does)> Keys(ConsoleState state)
    {
        if (state.ShowsHelp) return [("esc", "back"), ("↑↓", "scroll"), ("?", "keys")];
        if (state.Stage is not null) return [("esc", "back"), ("↑↓", "scroll"), ("t", "retry this training"), ("?", "keys")];
        (string, string)[] here = state.Panel == ConsolePanel.Heatmap
            ? [("arrows", "cell"), ("enter", "detail"), ("[ ]", "round"), ("v", state.ColoursProgress ? "colour by mean" : "colour by state")]
            : [("↑↓", "row"), ("enter", "detail"), ("/", "filter")];
        return [("?", "keys"), ("q", "leave"), ("tab", "panel"), .. here, ("z", state.IsLarge ? "smaller" : "larger"), ("p", "pause"), ("r", "resume"), ("t", "retry"), ("c", "cancel")];
    }
}
