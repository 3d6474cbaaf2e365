using System.Globalization;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Figures;
using Line = (Sweeper.Actors.Derived.Curve Curve, string Name, Sweeper.Host.Reports.Figures.SeriesStyle Style, bool IsStrong);

namespace Sweeper.Host.Reports.Charts;

/// <summary>Accuracy against fraction pruned, a panel a target (paper figures 1a, 2 to 5 and A1).</summary>
internal static class AccuracyCharts
{
    /// <summary>Every chart that a sweep gives rise to.</summary>
    public static IEnumerable<AccuracyChart> Of(CurveSet curves, IntervalWords intervals)
    {
        var bands = $"Lines are means over seeds, bands Student's {intervals.Intervals} of the mean; a hollow point lacks seeds, a point with fewer than two has no band; a line breaks where no seed has a value.";
        var families = Family.Of(curves);
        var sources = curves.Curves.Where(curve => curve.Source is not null).Select(curve => curve.Source!.Dataset.Text).Distinct().ToList();
        var number = 0;
        foreach (var family in families)
        {
            foreach (var chart in Transfer(family, sources, bands, () => Id(++number))) yield return chart;
            if (Optimizers(family) is { } optimizers)
            {
                var crosses = optimizers.Any(panel => panel.Lines.Any(line => line.Curve is { Source: not null, IsOwnTarget: false }));
                yield return Chart(Id(++number), $"{(crosses ? "Transfer between optimizers" : "Optimizers, each with its own tickets")}: {family.Label}",
                    $"Source and target are the same data. Thick: the target's own ticket. {bands}", optimizers);
            }
        }
        if (Ways(families) is { } ways) yield return Chart(Id(++number), $"Ways of pruning and kinds of ticket on own data{ways.Common}", $"Source and target are the same data. {bands}", ways.Panels);
    }

    // A chart a pair of optimizers: a panel a target, a line a source.
    private static IEnumerable<AccuracyChart> Transfer(Family family, List<string> sources, string bands, Func<string> id)
    {
        var pairs = family.Winning.Select(curve => (Source: curve.Source!.Optimizer, Target: curve.Target.Optimizer)).Distinct().ToList();
        if (pairs.Count == 0)
        {
            yield return Chart(id(), $"Tickets without a choice of source: {family.Label}", bands, Panels(family.Targets, target => Random(family, target)));
            yield break;
        }
        foreach (var (source, target) in pairs)
        {
            var curves = family.Winning.Where(curve => curve.Source!.Optimizer == source && curve.Target.Optimizer == target).ToList();
            var title = source != target ? $"Found under {source}, trained under {target}"
                : curves.All(curve => curve.IsOwnTarget) ? $"Tickets on their source's own data under {source}" : $"Transfer between datasets under {source}";
            yield return Chart(id(), $"{title}: {family.Label}", $"A panel a target, a line the source that its tickets were found on. Thick: the target's own ticket. {bands}", Panels(
                curves.Select(curve => curve.Target).Distinct(),
                endpoint => [.. family.Winning.Where(curve => curve.Target == endpoint && curve.Source!.Optimizer == source)
                    .Select(curve => (curve, curve.Source!.Dataset.Display, SeriesStyle.Of(sources.IndexOf(curve.Source.Dataset.Text)), curve.IsOwnTarget)), .. Random(family, endpoint)]));
        }
    }

    private static List<(Endpoint Target, IReadOnlyList<Line> Lines)>? Optimizers(Family family)
    {
        var same = family.Winning.Where(curve => curve.Source!.Dataset.Text == curve.Target.Dataset.Text).ToList();
        var optimizers = same.Select(curve => curve.Source!.Optimizer).Distinct().ToList();
        return optimizers.Count < 2 ? null : Panels(same.Select(curve => curve.Target).Distinct(), target =>
            [.. same.Where(curve => curve.Target == target).Select(curve => (curve, $"found under {curve.Source!.Optimizer}", SeriesStyle.Of(optimizers.IndexOf(curve.Source.Optimizer)), curve.IsOwnTarget)), .. Random(family, target)]);
    }

    // Each panel: all that was found and trained on one endpoint. What families have in common the title says once, and lines what they differ in.
    private static (string Common, List<(Endpoint Target, IReadOnlyList<Line> Lines)> Panels)? Ways(IReadOnlyList<Family> families)
    {
        var own = families.SelectMany(family => family.Sourced.Where(curve => curve.IsOwnTarget).Select(curve => (Curve: curve, Family: family))).ToList();
        if (own.Select(each => (each.Curve.Ticket, each.Curve.Pruning)).Distinct().Count() < 2) return null;
        var parts = Enumerable.Range(0, own[0].Family.Parts.Length).ToLookup(part => own.Select(each => each.Family.Parts[part]).Distinct().Count() == 1);
        var named = own.Select(each => (each.Curve, Name: string.Join(", ", new[] { Words.Of(each.Curve.Ticket), each.Family.Only(parts[false]) }.Where(words => words.Length > 0)))).ToList();
        var names = named.Select(each => each.Name).Distinct().ToList();
        var common = own[0].Family.Only(parts[true]);
        return (common.Length == 0 ? "" : $": {common}", Panels(named.Select(each => each.Curve.Target).Distinct(), target =>
            [.. named.Where(each => each.Curve.Target == target).Select(each => ((Line)(each.Curve, each.Name, SeriesStyle.Of(names.IndexOf(each.Name)), false))), .. families.SelectMany(family => Random(family, target)).DistinctBy(line => line.Curve)]));
    }

    private static List<Line> Random(Family family, Endpoint target) =>
        [.. family.Random.Where(curve => curve.Target == target).Select(curve => ((Line)(curve, "random ticket", SeriesStyle.Random, false)))];

    private static List<(Endpoint Target, IReadOnlyList<Line> Lines)> Panels(IEnumerable<Endpoint> targets, Func<Endpoint, IReadOnlyList<Line>> lines) =>
        [.. targets.Select(target => (target, lines(target)))];

    private static AccuracyChart Chart(string id, string title, string caption, List<(Endpoint Target, IReadOnlyList<Line> Lines)> panels)
    {
        var missing = Gaps.Of(panels.SelectMany(panel => panel.Lines).SelectMany(line => line.Curve.Points));
        return new(Draw(id, false), Draw($"{id}-log", true));

        Chart Draw(string file, bool isLog) => new(file, title, caption, missing, [.. panels.Select(panel => CurvePoints.Panel($"Target {panel.Target}", panel.Lines, isLog))]);
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"accuracy-{number}");
}
