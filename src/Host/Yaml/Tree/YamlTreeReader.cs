using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sweeper.Host.Yaml.Tree;

/// <summary>Reads the small part of YAML that a sweep file may use (maps, lists, scalars) into nodes that know their places.</summary>
internal sealed class YamlTreeReader
{
    private const int DeepestNode = 24;
    private const int MostNodes = 50_000;

    private readonly Parser _parser;
    private readonly ProblemList _problems;
    private readonly Stack<OpenBracket> _open = new();
    private int _nodes;
    private bool _hasAlias;

    private YamlTreeReader(string text, ProblemList problems)
    {
        _parser = new Parser(new StringReader(text));
        _problems = problems;
    }

    private ParsingEvent Current => _parser.Current!;

    /// <summary>The tree of a text, or null where there is none; what is wrong is in <paramref name="problems"/>.</summary>
    public static YamlNode? Read(string text, ProblemList problems)
    {
        var reader = new YamlTreeReader(text, problems);
        try
        {
            return reader.ReadFile();
        }
        catch (LimitException limit)
        {
            problems.Add(limit.Place, limit.Message);
        }
        catch (YamlException exception)
        {
            var (place, message) = YamlMessages.Translate(exception, reader._open.TryPeek(out var bracket) ? bracket : null, text);
            problems.Add(place, message);
        }
        // The parser meets some broken files with InvalidOperationException, ArgumentException and the like; to the user all are one thing.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var (place, message) = YamlMessages.Unknown(reader._open.TryPeek(out var bracket) ? bracket : null, PlaceOf(reader._parser.Current));
            problems.Add(place, message);
        }
        return null;
    }

    private YamlNode? ReadFile()
    {
        Next(); // the start of the stream
        Next();
        if (Current is StreamEnd)
        {
            _problems.Add(Place.Start, "the file is empty; 'sweeper init' writes a sweep to start from");
            return null;
        }
        RefuseDirectives((DocumentStart)Current);
        Next();
        var root = ReadNode(1, null);
        Next();
        if (Current is not StreamEnd)
            throw new LimitException(PlaceOf(Current), "a second document starts here; a sweep file has one, so put the other into a file of its own");
        // What an alias stands for is not known, so what it makes of its key is not worth reporting.
        return _hasAlias ? null : root;
    }

    private void RefuseDirectives(DocumentStart start)
    {
        // The parser always knows two tag handles; more come from %TAG lines.
        if (start.Version is not null || start.Tags?.Count > 2)
            _problems.Add(Place.Start, "directives (lines that start with %) are not allowed in a sweep file; remove them");
    }

    private YamlNode ReadNode(int depth, Place? key)
    {
        if (depth > DeepestNode)
            throw new LimitException(PlaceOf(Current), $"nested more than {DeepestNode} deep; no key of a sweep file is that deep");
        if (++_nodes > MostNodes)
            throw new LimitException(PlaceOf(Current), $"more than {MostNodes} values in one file; split the sweep into several files");
        RefuseProperties();
        var place = PlaceOf(Current);
        return Current switch
        {
            SequenceStart start => ReadList(start, place, depth),
            MappingStart start => ReadMap(start, place, depth),
            Scalar scalar => ReadScalar(scalar, place, key),
            _ => ReadAlias(place),
        };
    }

    private void RefuseProperties()
    {
        if (Current is not NodeEvent node) return;
        if (!node.Anchor.IsEmpty) _problems.Add(PlaceOf(node), "anchors (&) are not allowed; write the value out where it is needed");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) _problems.Add(PlaceOf(node), "tags (!) are not allowed; remove the tag");
    }

    private YamlList ReadList(SequenceStart start, Place place, int depth)
    {
        Open(start.Style == SequenceStyle.Flow, place, "list", ']');
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        Next();
        while (Current is not SequenceEnd) items.Add(ReadNode(depth + 1, null));
        Close();
        return new YamlList(place, items.ToImmutable());
    }

    private YamlMap ReadMap(MappingStart start, Place place, int depth)
    {
        Open(start.Style == MappingStyle.Flow, place, "map", '}');
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var places = new Dictionary<string, Place>();
        Next();
        while (Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1, null);
            var value = ReadNode(depth + 1, key.Place);
            if (IsKey(key, places) is { } name) entries.Add(new(name, value));
        }
        Close();
        return new YamlMap(place, entries.ToImmutable());
    }

    private YamlScalar? IsKey(YamlNode key, Dictionary<string, Place> places)
    {
        if (key is not YamlScalar scalar) _problems.Add(key.Place, $"{key.Shown} cannot be a key; keys are plain words");
        else if (scalar is { Text: "<<", IsQuoted: false }) _problems.Add(key.Place, "merge keys (<<) are not allowed; write the keys out");
        else if (scalar.IsEmpty) _problems.Add(key.Place, "a key is missing before this ':'");
        else if (!places.TryAdd(scalar.Text, key.Place))
            _problems.Add(key.Place, $"duplicate key {Words.Quoted(scalar.Text)}; it is already at {places[scalar.Text]}, so remove one of them");
        else return scalar;
        return null;
    }

    private YamlScalar ReadScalar(Scalar scalar, Place place, Place? key)
    {
        Next();
        var node = new YamlScalar(place, scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any));
        // A value that is not there has no place of its own; its key has.
        return node.IsEmpty && key is { } keyPlace ? node with { Place = keyPlace } : node;
    }

    private YamlScalar ReadAlias(Place place)
    {
        _problems.Add(place, "aliases (*) are not allowed; write the value out here");
        _hasAlias = true;
        Next();
        return new YamlScalar(place, "", false);
    }

    private void Open(bool isFlow, Place place, string what, char closing) => _open.Push(new(isFlow, place, what, closing));

    private void Close()
    {
        _open.Pop();
        Next();
    }

    private void Next() => _parser.MoveNext();

    private static Place PlaceOf(ParsingEvent? at) => at is null ? Place.Start : PlaceOf(at.Start);

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private sealed class LimitException(Place place, string message) : Exception(message)
    {
        public Place Place { get; } = place;
    }
}
