using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Takes a dataset written as text apart (<c>NAME?classes=0,1&amp;fraction=0.1</c>) into the map that says the same.</summary>
internal static class DatasetText
{
    private static readonly string[] Options = ["classes", "fraction", "label_noise"];

    /// <summary>The map, every part of it at the text's place, or null and a problem.</summary>
    public static YamlMap? Parse(Field field, string text)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var question = text.IndexOf('?');
        entries.Add(Entry(field.Place, "name", Scalar(field.Place, question < 0 ? text : text[..question])));
        if (question < 0) return new YamlMap(field.Place, entries.ToImmutable());
        foreach (var option in text[(question + 1)..].Split('&'))
        {
            if (!Add(field, option, entries)) return null;
        }
        return new YamlMap(field.Place, entries.ToImmutable());
    }

    private static bool Add(Field field, string option, ImmutableArray<YamlEntry>.Builder entries)
    {
        var equals = option.IndexOf('=');
        var name = equals < 0 ? option : option[..equals];
        if (!Options.Contains(name))
        {
            var hint = Suggestion.Hint(name, Options, $"; valid are {string.Join(", ", Options)}");
            return Refuse(field, $"has the unknown option {Words.Quoted(name)}{hint}");
        }
        if (equals < 0 || equals == option.Length - 1) return Refuse(field, $"has the option '{name}' without a value; write {name}=VALUE");
        if (entries.Any(entry => entry.Key.Text == name)) return Refuse(field, $"has the option '{name}' twice; remove one");
        entries.Add(Entry(field.Place, name, Value(field.Place, option[(equals + 1)..])));
        return true;
    }

    private static bool Refuse(Field field, string message)
    {
        field.Refuse(message);
        return false;
    }

    private static YamlNode Value(Place place, string text) => text.Contains(',')
        ? new YamlList(place, [.. text.Split(',').Select(part => Scalar(place, part))])
        : Scalar(place, text);

    private static YamlEntry Entry(Place place, string key, YamlNode value) => new(Scalar(place, key), value);

    private static YamlScalar Scalar(Place place, string text) => new(place, text, false);
}
