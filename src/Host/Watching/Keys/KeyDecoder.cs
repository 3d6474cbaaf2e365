using System.Text;

namespace Sweeper.Host.Watching.Keys;

/// <summary>Makes keys of the bytes that a terminal sends for them. What it does not know it leaves out.</summary>
internal static class KeyDecoder
{
    private const byte Escape = 0x1b;

    /// <summary>The keys of bytes that came together: an escape that nothing follows is the key.</summary>
    public static IReadOnlyList<KeyPress> Decode(ReadOnlySpan<byte> bytes)
    {
        var keys = new List<KeyPress>();
        while (bytes.Length > 0)
        {
            var (key, taken) = First(bytes);
            if (key is { } pressed) keys.Add(pressed);
            bytes = bytes[taken..];
        }
        return keys;
    }

    private static (KeyPress? Key, int Taken) First(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        Escape when bytes.Length > 1 && bytes[1] is (byte)'[' or (byte)'O' => Sequence(bytes),
        Escape => (new(Key.Escape), 1),
        (byte)'\t' => (new(Key.Tab), 1),
        (byte)'\r' or (byte)'\n' => (new(Key.Enter), 1),
        0x7f or 0x08 => (new(Key.Backspace), 1),
        0x0c => (new(Key.Redraw), 1),
        < 0x20 => (null, 1),
        _ => Rune.DecodeFromUtf8(bytes, out var rune, out var taken) == System.Buffers.OperationStatus.Done ? (new(Key.Letter, rune), taken) : (null, Math.Max(1, taken)),
    };

    // ESC [ parameters letter, or ESC O letter.
    private static (KeyPress? Key, int Taken) Sequence(ReadOnlySpan<byte> bytes)
    {
        var last = 2;
        while (last < bytes.Length && bytes[last] is >= 0x20 and < 0x40) last++;
        if (last == bytes.Length) return (null, last);
        Key? key = (char)bytes[last] switch
        {
            'A' => Key.Up,
            'B' => Key.Down,
            'C' => Key.Right,
            'D' => Key.Left,
            'H' => Key.Home,
            'F' => Key.End,
            'Z' => Key.BackTab,
            'M' => Key.Enter,
            '~' => Numbered(bytes[2..last]),
            _ => null,
        };
        return (key is { } known ? new KeyPress(known) : null, last + 1);
    }

    private static Key? Numbered(ReadOnlySpan<byte> number) => Encoding.ASCII.GetString(number) switch
    {
        "1" or "7" => Key.Home,
        "4" or "8" => Key.End,
        "5" => Key.PageUp,
        "6" => Key.PageDown,
        _ => null,
    };
}
