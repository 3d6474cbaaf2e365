namespace Sweeper.Host.Watching.Keys;

/// <summary>A key that is no letter, or <see cref="Letter"/>.</summary>
internal enum Key
{
    /// <summary>A character, which stands beside it.</summary>
    Letter,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Tab,
    BackTab,
    Enter,
    Escape,
    Backspace,

    /// <summary>Ctrl-L: draw all of the screen again.</summary>
    Redraw,
}
