using Sweeper.Host.Watching;
using Sweeper.Host.Watching.Keys;

namespace Sweeper.Host.Tests.Watching;

/// <summary>Keys as tests write them: letters for themselves, words in angle brackets for the others (<c>&lt;tab&gt;</c>).</summary>
internal static class KeyText
{
    private static readonly Dictionary<string, Key> Words = Enum.GetValues<Key>().Skip(1).ToDictionary(key => key.ToString().ToLowerInvariant());

    public static IEnumerable<KeyPress> Parse(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '<')
            {
                yield return KeyPress.Of(text[i]);
                continue;
            }
            var end = text.IndexOf('>', i);
            yield return new(Words[text[(i + 1)..end]]);
            i = end;
        }
    }

    /// <summary>The state after keys, from the start.</summary>
    public static ConsoleState After(string keys, ConsoleContent content) =>
        Parse(keys).Aggregate(new ConsoleState(), (state, key) => KeyHandler.Press(state, key, content).State);
}
