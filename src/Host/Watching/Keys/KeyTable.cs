namespace Sweeper.Host.Watching.Keys;

/// <summary>Every key of the console: the help and the documentation show this table.</summary>
internal static class KeyTable
{
    public static IReadOnlyList<KeyBinding> All { get; } =
    [
        new("tab shift-tab", "next panel, last panel"),
        new("1 2 3 4 5 6", "heatmap, devices, chains, claims, problems, lines"),
        new("arrows h j k l", "move"),
        new("page-up page-down", "move by ten"),
        new("home end g G", "first, last"),
        new("enter", "detail of the training under the cursor"),
        new("z", "panel on the whole screen, and back"),
        new("/", "show only rows that contain a text; enter keeps it, esc clears it"),
        new("[ ]", "heatmap: round before, round after"),
        new("y", "heatmap: next kind of ticket"),
        new("o O", "heatmap: next optimizer of sources, of targets"),
        new("m", "heatmap: next model"),
        new("u", "heatmap: next way of pruning"),
        new("v", "heatmap: colours show the mean, or how far cells are"),
        new("p", "pause: trainings end their epoch and hold (asks first)"),
        new("r", "resume (asks first)"),
        new("t", "retry what failed, in detail only this (asks first)"),
        new("c", "cancel; finished work is kept (asks first)"),
        new("ctrl-l", "draw the screen again"),
        new("esc", "back"),
        new("?", "these keys, and back"),
        new("q", "back from detail and keys; else leave the console, and the sweep goes on"),
    ];
}
