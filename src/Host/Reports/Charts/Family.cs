using System.Collections.Immutable;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Host.Reports.Charts;

/// <summary>What figures show together: the curves of one model, pruning rule and rewind point, and the random tickets that go with them.</summary>
/// <param name="Model">The network.</param>
/// <param name="Rule">How sources were pruned; null where the sweep has random tickets only.</param>
/// <param name="Parts">What it is, in words, the model first: <c>lenet-300-100</c>, <c>global</c>, <c>20%</c>, <c>@1ep</c>.</param>
/// <param name="Sourced">Curves with a source.</param>
/// <param name="Random">Curves of random tickets.</param>
internal sealed record Family(ModelSpec Model, PruningRule? Rule, ImmutableArray<string> Parts, ImmutableArray<Curve> Sourced, ImmutableArray<Curve> Random)
{
    /// <summary>For titles: <c>lenet-300-100, global 20% @1ep</c>.</summary>
    public string Label => Only(Enumerable.Range(0, Parts.Length));

    /// <summary>The targets, in the order in which curves name them.</summary>
    public IEnumerable<Endpoint> Targets => Sourced.Concat(Random).Select(curve => curve.Target).Distinct();

    /// <summary>Winning tickets.</summary>
    public IEnumerable<Curve> Winning => Sourced.Where(curve => curve.Ticket == TicketKind.Winning);

    /// <summary>The label with some parts only; empty without any.</summary>
    public string Only(IEnumerable<int> parts)
    {
        var way = string.Join(' ', parts.Where(part => part > 0).Select(part => Parts[part]));
        return !parts.Contains(0) ? way : way.Length == 0 ? Parts[0] : $"{Parts[0]}, {way}";
    }

    /// <summary>The families of a sweep.</summary>
    public static ImmutableArray<Family> Of(CurveSet curves)
    {
        var random = curves.Curves.Where(curve => curve.Pruning is null).ToList();
        var sourced = curves.Curves.Where(curve => curve.Pruning is not null)
            .GroupBy(curve => (Model: curve.Model.Text, curve.Pruning!.Rule, Rewind: curves.RewindOf(curve))).ToList();
        return sourced.Count > 0
            ? [.. sourced.Select(group => Of([.. group], [.. random.Where(other => other.Model == group.First().Model && other.Fraction == group.First().Fraction)]))]
            : [.. random.GroupBy(curve => (curve.Model.Text, curve.Fraction)).Select(group =>
                new Family(group.First().Model, null, [group.Key.Text, $"{Humans.Percent(group.Key.Fraction)} a round"], [], [.. group]))];
    }

    private static Family Of(ImmutableArray<Curve> sourced, ImmutableArray<Curve> random)
    {
        var rule = sourced[0].Pruning!.Rule;
        var moments = string.Join(" or ", sourced.Select(curve => curve.Pruning!.Rewind.ToString()).Distinct());
        return new(sourced[0].Model, rule, [sourced[0].Model.Text, Words.Of(rule.Scope), Humans.Percent(rule.Fraction), $"@{moments}"], sourced, random);
    }
}
