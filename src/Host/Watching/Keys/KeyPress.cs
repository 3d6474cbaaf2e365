using System.Text;

namespace Sweeper.Host.Watching.Keys;

/// <summary>A key that was pressed.</summary>
/// <param name="Key">Which.</param>
/// <param name="Letter">The character of a letter.</param>
internal readonly record struct KeyPress(Key Key, Rune Letter = default)
{
    /// <summary>A letter.</summary>
    public static KeyPress Of(char letter) => new(Key.Letter, new Rune(letter));
}
