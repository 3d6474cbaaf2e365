using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>evaluate</c>.</summary>
internal static class EvaluateSection
{
    /// <summary>The rounds, ascending; default is all; null and problems where they cannot be read.</summary>
    /// <param name="field">The section.</param>
    /// <param name="rounds">How often networks are pruned; null where that could not be read.</param>
    public static ImmutableArray<int>? Read(Field field, int? rounds)
    {
        if (Section.Open(field, SpecKeys.Evaluate) is not { } section) return null;
        if (section.Find("rounds") is not { } given) return default(ImmutableArray<int>);
        return given.Node switch
        {
            YamlScalar { Text: "all" } => default(ImmutableArray<int>),
            YamlScalar { Text: "paper" } => Paper(rounds ?? PruningSection.MostRounds),
            YamlList => given.Problems.IfClean(() => ReadList(given, rounds ?? PruningSection.MostRounds)),
            _ => Refused(given),
        };
    }

    /// <summary>The rounds that the paper's figures show: 0 to 6, then every third.</summary>
    private static ImmutableArray<int> Paper(int rounds) =>
        [.. Enumerable.Range(0, rounds + 1).Where(round => round <= 6 || round % 3 == 0)];

    private static ImmutableArray<int>? ReadList(Field field, int rounds) => field.Items(rounds + 1) is { } items
        ? AxisReader.Distinct(items, item => item.Int(0, rounds)).Sort()
        : null;

    private static ImmutableArray<int>? Refused(Field field)
    {
        var text = (field.Node as YamlScalar)?.Text ?? "";
        var remedy = int.TryParse(text, out var round) ? $"; write [{round}]" : Suggestion.Hint(text, ["all", "paper"], "");
        field.RefuseKind("all, paper or a list of rounds", remedy);
        return null;
    }
}
