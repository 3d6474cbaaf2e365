namespace Sweeper.Host.Watching.Drawing;

/// <summary>A text in one ink.</summary>
internal readonly record struct InkedText(string Text, Ink Ink = Ink.Plain)
{
    public static implicit operator InkedText(string text) => new(text);
}
