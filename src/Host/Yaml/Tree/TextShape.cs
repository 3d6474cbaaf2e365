namespace Sweeper.Host.Yaml.Tree;

/// <summary>Where the lines of a text start and end, so that every reported place lies inside it.</summary>
internal sealed class TextShape
{
    private readonly List<int> _lengths = [];

    /// <summary>Measures a text; a line ends at LF, CR, or CR LF.</summary>
    public TextShape(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r')) continue;
            _lengths.Add(i - start);
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            start = i + 1;
        }
        if (start < text.Length || _lengths.Count == 0) _lengths.Add(text.Length - start);
    }

    /// <summary>How many lines there are, at least 1.</summary>
    public int Lines => _lengths.Count;

    /// <summary>How many characters a line has.</summary>
    public int LengthOf(int line) => _lengths[line - 1];

    /// <summary>The end of the last line.</summary>
    public Place End => new(Lines, LengthOf(Lines) + 1);

    /// <summary>The place itself, or the nearest one inside the text.</summary>
    public Place Clamp(Place place)
    {
        if (place.Line > Lines) return End;
        var line = Math.Max(1, place.Line);
        return new Place(line, Math.Clamp(place.Col, 1, LengthOf(line) + 1));
    }
}
