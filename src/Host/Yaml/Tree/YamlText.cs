using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sweeper.Host.Yaml.Tree;

/// <summary>Makes text of a file's bytes, and refuses what is no plain text.</summary>
internal static class YamlText
{
    /// <summary>The largest sweep file, in bytes.</summary>
    public const int LargestFile = 1 << 20;

    private const string Binary = "this is a binary file, not a sweep file; give the path of a YAML file";

    /// <summary>The text, or the problem that keeps the bytes from being one.</summary>
    public static (string Text, SpecProblem? Problem) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestFile) return ("", TooLarge());
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
            return ("", new(1, 1, "the file is saved as UTF-16; save it as UTF-8"));
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        if (bytes.IndexOf((byte)0) is >= 0 and var nul) return ("", At(bytes, nul, Binary));
        return Utf8.IsValid(bytes)
            ? (Encoding.UTF8.GetString(bytes), null)
            : ("", At(bytes, FirstInvalid(bytes), "the file is not valid UTF-8 here; save it as UTF-8"));
    }

    /// <summary>The first thing in a text that YAML has no use for, or null.</summary>
    public static SpecProblem? Check(string text)
    {
        if (text.Length > LargestFile) return TooLarge();
        var (line, col, indenting) = (1, 1, true);
        for (var i = 0; i < text.Length; i++, col++)
        {
            var character = text[i];
            if (character is '\n' or '\r')
            {
                if (character == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                (line, col, indenting) = (line + 1, 0, true);
                continue;
            }
            if (character == '\t' && indenting && HasContent(text, i))
                return new(line, col, "a tab indents this line; YAML wants spaces, so replace the tab with spaces");
            indenting &= character is ' ' or '\t';
            if (Unwanted(text, i) is { } unwanted) return new(line, col, unwanted);
        }
        return null;
    }

    private static SpecProblem TooLarge() =>
        new(1, 1, $"the file is larger than {LargestFile} bytes; a sweep file is a few pages of YAML, is this the right file?");

    private static bool HasContent(string text, int start)
    {
        while (start < text.Length && text[start] is ' ' or '\t') start++;
        return start < text.Length && text[start] is not ('\n' or '\r' or '#');
    }

    private static string? Unwanted(string text, int i)
    {
        var character = text[i];
        if (character == '\0') return Binary;
        // NEL, LS and PS would end a line for some programs and not for others, and a BOM cannot be seen.
        if ((char.IsControl(character) && character != '\t') || character is '\u2028' or '\u2029' or '\uFEFF')
            return $"the invisible character U+{(int)character:X4} is not allowed in a sweep file; delete it";
        var paired = !char.IsSurrogate(character)
            || (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            || (char.IsLowSurrogate(character) && i > 0 && char.IsHighSurrogate(text[i - 1]));
        return paired ? null : "half a character (a lone surrogate) is not valid text; delete it";
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == OperationStatus.Done) offset += length;
        return offset;
    }

    private static SpecProblem At(ReadOnlySpan<byte> bytes, int offset, string message)
    {
        var before = Encoding.UTF8.GetString(bytes[..offset]);
        var shape = new TextShape(before + ".");
        return new(shape.Lines, shape.LengthOf(shape.Lines), message);
    }
}
