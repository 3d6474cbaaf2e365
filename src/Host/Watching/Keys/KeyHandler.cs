using System.Text;

namespace Sweeper.Host.Watching.Keys;

/// <summary>What each key does: a state and a key give the next state.</summary>
internal static class KeyHandler
{
    private const int Page = 10;
    private const int LongestFilter = 40;
    private const int Panels = 6;

    /// <summary>The state after a key.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">What is shown: cursors move in it.</param>
    public static KeyOutcome Press(ConsoleState state, KeyPress key, ConsoleContent content)
    {
        if (state.Asking is { } order) return Answer(state with { Asking = null }, order, key);
        state = state with { Message = null };
        if (state.IsTyping) return new(Type(state, key));
        if (key == KeyPress.Of('q') && state.Stage is null && !state.ShowsHelp) return new(state, Leaves: true);
        if (key == KeyPress.Of('?')) return new(state with { ShowsHelp = !state.ShowsHelp, Scroll = 0 });
        if (Asked(key) is { } asked) return new(state with { Asking = new(asked, asked == ControlAction.Retry && !state.ShowsHelp ? state.Stage : null) });
        return new(state.ShowsHelp || state.Stage is not null ? Read(state, key) : Browse(state, key, content));
    }

    private static KeyOutcome Answer(ConsoleState state, ControlOrder order, KeyPress key) =>
        key == KeyPress.Of('y') || key == KeyPress.Of('Y') ? new(state, order) : new(state with { Message = $"no {Word(order.Action)}: nothing is changed" });

    private static ControlAction? Asked(KeyPress key) => (char)(key.Letter.IsBmp ? key.Letter.Value : 0) switch
    {
        'p' => ControlAction.Pause,
        'r' => ControlAction.Resume,
        't' => ControlAction.Retry,
        'c' => ControlAction.Cancel,
        _ => null,
    };

    private static ConsoleState Type(ConsoleState state, KeyPress key)
    {
        var list = state.List(state.Panel);
        return key.Key switch
        {
            Key.Enter => state with { IsTyping = false },
            Key.Escape => state.With(list with { Filter = "" }) with { IsTyping = false },
            Key.Backspace => state.With(new ListState(0, string.Concat(list.Filter.EnumerateRunes().SkipLast(1)))),
            Key.Letter when list.Filter.Length < LongestFilter && !Rune.IsControl(key.Letter) => state.With(new ListState(0, list.Filter + key.Letter)),
            _ => state,
        };
    }

    // Help or a detail is open: there is nothing to do but read it.
    private static ConsoleState Read(ConsoleState state, KeyPress key)
    {
        if (Steps(key) is { } steps) return state with { Scroll = Math.Clamp(state.Scroll + Math.Clamp(steps, -1_000, 1_000), 0, 1_000) };
        if (key.Key is not (Key.Escape or Key.Backspace) && key != KeyPress.Of('q')) return state;
        return state.ShowsHelp ? state with { ShowsHelp = false, Scroll = 0 } : state with { Stage = null, Scroll = 0 };
    }

    private static ConsoleState Browse(ConsoleState state, KeyPress key, ConsoleContent content)
    {
        if (Jump(state.Panel, key) is { } panel) return state with { Panel = panel };
        if (key.Key == Key.Enter) return ConsoleRows.Stage(content, state) is { } stage ? state with { Stage = stage, Scroll = 0 } : state;
        if (key.Key == Key.Escape) return state.List(state.Panel).Filter.Length > 0 ? state.With(ListState.Start) : state with { IsLarge = false };
        if (key == KeyPress.Of('z')) return state with { IsLarge = !state.IsLarge };
        if (key == KeyPress.Of('/')) return state.Panel == ConsolePanel.Heatmap ? state : state with { IsTyping = true };
        if (state.Panel == ConsolePanel.Heatmap) return HeatmapKeys.Press(state, key, content.Heatmap);
        if (Steps(key) is not { } steps || content.Snapshot is not { } snapshot) return state;
        var (list, rows) = (state.List(state.Panel), ConsoleRows.Count(state.Panel, snapshot, state));
        return state.With(list with { Cursor = Math.Clamp(list.Among(rows) + steps, 0, Math.Max(0, rows - 1)) });
    }

    private static ConsolePanel? Jump(ConsolePanel panel, KeyPress key) => key.Key switch
    {
        Key.Tab => (ConsolePanel)(((int)panel + 1) % Panels),
        Key.BackTab => (ConsolePanel)(((int)panel + Panels - 1) % Panels),
        Key.Letter when key.Letter.Value is >= '1' and < '1' + Panels => (ConsolePanel)(key.Letter.Value - '1'),
        _ => null,
    };

    /// <summary>The lines that a key moves down by; null where it does not.</summary>
    internal static int? Steps(KeyPress key) => key switch
    {
        { Key: Key.Up } or { Letter.Value: 'k' } => -1,
        { Key: Key.Down } or { Letter.Value: 'j' } => 1,
        { Key: Key.PageUp } => -Page,
        { Key: Key.PageDown } => Page,
        { Key: Key.Home } or { Letter.Value: 'g' } => -1_000_000,
        { Key: Key.End } or { Letter.Value: 'G' } => 1_000_000,
        _ => null,
    };

    private static string Word(ControlAction action) => action.ToString().ToLowerInvariant();
}
