using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml;

/// <summary>Finds where in a sweep file a key stands, for problems that only planning finds.</summary>
public static class SpecPlaces
{
    /// <summary>A problem at a key; where the key is left to its default, at the nearest key above it.</summary>
    /// <param name="text">A text that reads without problems.</param>
    /// <param name="path">The key, such as <c>pruning.rounds</c>.</param>
    /// <param name="message">What is wrong, and the remedy.</param>
    public static SpecProblem Locate(string text, string path, string message)
    {
        var node = YamlTreeReader.Read(text, new ProblemList(new TextShape(text)));
        var place = Place.Start;
        foreach (var key in path.Split('.'))
        {
            if ((node as YamlMap)?.Find(key) is not { } entry) break;
            (place, node) = (entry.Key.Place, entry.Value);
        }
        return new(place.Line, place.Col, message);
    }
}
