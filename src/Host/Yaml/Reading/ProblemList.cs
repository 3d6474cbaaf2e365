using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Reading;

/// <summary>The problems found so far in one text.</summary>
internal sealed class ProblemList(TextShape shape)
{
    private const int MostShown = 200;
    private readonly List<SpecProblem> _problems = [];

    /// <summary>How many there are.</summary>
    public int Count => _problems.Count;

    /// <summary>Adds one; whatever the message quotes is made safe for a terminal.</summary>
    public void Add(Place place, string message)
    {
        var inside = shape.Clamp(place);
        _problems.Add(new(inside.Line, inside.Col, Words.Safe(message)));
    }

    /// <summary>What a reader gives, or null where it reported a problem on the way.</summary>
    public T? IfClean<T>(Func<T?> read)
        where T : struct
    {
        var before = Count;
        var value = read();
        return Count == before ? value : null;
    }

    /// <summary>All of them in the order of the text; of a great many, the first ones.</summary>
    public IReadOnlyList<SpecProblem> InOrder()
    {
        var all = _problems.Distinct().OrderBy(problem => problem.Line).ThenBy(problem => problem.Col).ToList();
        if (all.Count <= MostShown) return all;
        var last = all[MostShown - 1];
        return [.. all.Take(MostShown), new(last.Line, last.Col, $"{all.Count - MostShown} more problems follow; mend these first")];
    }
}
