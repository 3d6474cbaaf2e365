using YamlDotNet.Core;

namespace Sweeper.Host.Yaml.Tree;

/// <summary>Puts the YAML parser's messages into words that say what to do.</summary>
internal static class YamlMessages
{
    private const string TextInQuotes = "put the text in quotes";

    /// <summary>The first entry a part of which is in the parser's message gives ours.</summary>
    private static readonly (string Part, string Ours)[] Table =
    [
        ("unexpected end of stream", "this quoted text is never closed; add the closing quote, or see whether the file was cut off"),
        ("document indicator", "this quoted text is never closed; add the closing quote"),
        ("invalid mapping", $"a ':' cannot stand here; is the line indented too far, or does a text with ': ' lack quotes?"),
        ("Mapping values are not allowed", "a ':' cannot stand here; is the line indented too far, or does a text with ': ' lack quotes?"),
        ("block mapping, did not find expected key", "expected 'key: value' here, in line with the keys above"),
        ("expected '-' indicator", "expected '- item' here, in line with the items above"),
        ("Block sequence entries are not allowed", "a '- item' list starts on a line of its own; or write [a, b]"),
        ("cannot start any token", $"a value cannot start with this character; {TextInQuotes}"),
        ("escape character", "this quoted text has an escape that YAML does not know; in single quotes a \\ is just a \\"),
        ("hexadecimal", "this quoted text has an escape that YAML does not know; in single quotes a \\ is just a \\"),
        ("Unicode", "this quoted text has an escape that is no character; write the character itself"),
        ("tab", "a tab indents this line; YAML wants spaces, so replace the tab with spaces"),
        ("wrong indentation", "this quoted text goes on in a line that is not indented; indent it, or close the quote"),
        ("could not find expected ':'", "expected ': ' and a value after this key"),
        ("Mapping keys are not allowed", "a '? key' cannot stand here; write 'key: value'"),
        ("directive", "directives (lines that start with %) are not allowed in a sweep file; remove them"),
        ("comment", "a comment cannot start here; put a space before the # or the comment on a line of its own"),
        ("block scalar", "block texts (| and >) are not needed in a sweep file; write the value on one line"),
        ("anchor", "anchors (&) and aliases (*) are not allowed; write the value out"),
        ("alias", "anchors (&) and aliases (*) are not allowed; write the value out"),
        ("tag", "tags (!) are not allowed; remove the tag"),
        ("expected node content", "a value is missing here"),
        ("<document end>", "nothing may follow the end of the sweep; remove what starts here"),
        ("<document start>", "nothing may follow the end of the sweep; remove what starts here"),
    ];

    /// <summary>Place and message for an error of the parser.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="open">The innermost list or map that is not closed yet.</param>
    /// <param name="text">The file.</param>
    public static (Place Place, string Message) Translate(YamlException exception, OpenBracket? open, string text)
    {
        var end = new TextShape(text).End;
        var place = new Place((int)exception.Start.Line, (int)exception.Start.Column);
        var atEnd = place.Line > end.Line || (place.Line == end.Line && place.Col >= end.Col);
        if (open is { IsFlow: true } && atEnd) return NeverClosed(open);
        if (open is { IsFlow: true } && exception.Message.Contains("did not find expected ','", StringComparison.Ordinal))
            return (place, $"expected ',' or '{open.Closing}' here; the {open.What} opened at {open.Place} is not closed yet");
        if (open is not { IsFlow: true } && At(text, place) is ']' or '}') return (place, "this bracket closes nothing; remove it");
        foreach (var (part, ours) in Table)
            if (exception.Message.Contains(part, StringComparison.OrdinalIgnoreCase)) return (place, ours);
        return Unknown(open, place);
    }

    /// <summary>Place and message for an error about which the parser says nothing useful.</summary>
    public static (Place Place, string Message) Unknown(OpenBracket? open, Place near) => open is { IsFlow: true }
        ? NeverClosed(open)
        : (near, "this is not valid YAML near here; look for a missing quote, bracket, or indentation");

    private static char? At(string text, Place place)
    {
        var line = text.ReplaceLineEndings("\n").Split('\n').ElementAtOrDefault(place.Line - 1);
        return line is not null && place.Col <= line.Length ? line[place.Col - 1] : null;
    }

    private static (Place Place, string Message) NeverClosed(OpenBracket open) =>
        (open.Place, $"the {open.What} opened here is never closed; add '{open.Closing}', or see whether the file was cut off");
}
