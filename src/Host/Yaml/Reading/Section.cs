using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Reading;

/// <summary>A map of the file whose keys are known.</summary>
internal sealed class Section
{
    private readonly YamlMap _map;
    private readonly SpecKeySet _keys;
    private readonly ProblemList _problems;
    private readonly string _prefix;

    private Section(Field field, YamlMap map, SpecKeySet keys)
    {
        (_map, _keys, _problems) = (map, keys, field.Problems);
        _prefix = field.Path.Length == 0 ? "" : field.Path + ".";
    }

    /// <summary>Where the map starts.</summary>
    public Place Place => _map.Place;

    /// <summary>Whether it has no key at all.</summary>
    public bool IsEmpty => _map.Entries.IsEmpty;

    /// <summary>The map at a field, its unknown and missing keys reported; null where the field is no map.</summary>
    public static Section? Open(Field field, SpecKeySet keys)
    {
        if (field.Node is not YamlMap map)
        {
            field.RefuseKind($"a map with the {(keys.Names.Count == 1 ? "key" : "keys")} {string.Join(", ", keys.Names)}");
            return null;
        }
        var section = new Section(field, map, keys);
        section.ReportUnknown();
        section.ReportMissing();
        return section;
    }

    /// <summary>Whether maps of this kind may have a key.</summary>
    public bool Knows(string key) => _keys.Names.Contains(key);

    /// <summary>The field of a key, or null where the file leaves it out.</summary>
    public Field? Find(string key)
    {
        if (!Knows(key)) throw new ArgumentException($"'{key}' is not in the keys of {_keys.Name}", nameof(key));
        return _map.Find(key) is { } entry ? new Field(_prefix + key, entry.Value, _problems) : null;
    }

    /// <summary>Reads the value of a key, or gives the default where the file leaves the key out.</summary>
    public T? Get<T>(string key, Func<Field, T?> read, T? otherwise = null)
        where T : struct => Find(key) is { } field ? read(field) : otherwise;

    /// <summary>Reports a key that is missing.</summary>
    public void ReportMissing(string key, string why) => _problems.Add(_map.Place, $"missing required key '{_prefix}{key}': {why}");

    private void ReportUnknown()
    {
        foreach (var entry in _map.Entries.Where(entry => !Knows(entry.Key.Text)))
        {
            var hint = Suggestion.Hint(entry.Key.Text, _keys.Names, $"; valid here: {string.Join(", ", _keys.Names)}");
            _problems.Add(entry.Key.Place, $"unknown key {Words.Quoted(entry.Key.Text)}{hint}");
        }
    }

    private void ReportMissing()
    {
        foreach (var key in _keys.Keys.Where(key => key.Required && _map.Find(key.Name) is null))
            ReportMissing(key.Name, key.Summary);
    }
}
