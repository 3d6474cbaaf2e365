using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Specs;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Actors.Derived;

/// <summary>All curves of a sweep, and what each is compared with.</summary>
public sealed class CurveSet
{
    private readonly Dictionary<Curve, int> _rewinds = [];
    private readonly Dictionary<(ModelSpec Model, PruningRule Rule, int Rewind, Endpoint Target), Curve> _own = [];
    private readonly Dictionary<(ModelSpec Model, decimal Fraction, Endpoint Target), Curve> _random = [];
    private readonly Dictionary<(ModelSpec Model, Endpoint Target), ResultGroup> _dense = [];

    /// <summary>Gathers rows to curves, in the order in which the rows name them.</summary>
    /// <param name="rows">The rows of one sweep, none twice.</param>
    public CurveSet(IEnumerable<ResultGroup> rows)
    {
        Curves = [.. rows.GroupBy(row => (row.Group.Model.Text, row.Group.Fraction, row.Group.Pruning, row.Group.Source, row.Group.Target, row.Group.Ticket)).Select(group => new Curve(group))];
        // An override gives sources rewind points of their own: what sources have in common is the place on the axis, not the moment.
        foreach (var alike in Curves.Where(curve => curve.Pruning is not null).GroupBy(curve => (curve.Model.Text, curve.Pruning!.Rule, curve.Source)))
        {
            var moments = alike.Select(curve => curve.Pruning!.Rewind).Distinct().ToList();
            foreach (var curve in alike) _rewinds[curve] = moments.IndexOf(curve.Pruning!.Rewind);
        }
        // The first of each counts. A sweep may have a hundred thousand curves, so none is looked for among all of them.
        foreach (var curve in Curves)
        {
            if (curve is { Ticket: TicketKind.Winning, IsOwnTarget: true }) _own.TryAdd((curve.Model, curve.Pruning!.Rule, RewindOf(curve), curve.Target), curve);
            if (curve.Ticket == TicketKind.Random) _random.TryAdd((curve.Model, curve.Fraction, curve.Target), curve);
            if ((curve.Ticket != TicketKind.Winning || curve.IsOwnTarget) && curve.At(0) is { } dense) _dense.TryAdd((curve.Model, curve.Target), dense);
        }
    }

    /// <summary>The curves.</summary>
    public ImmutableArray<Curve> Curves { get; }

    /// <summary>The place of a curve's rewind point on the sweep's axis of them, from 0.</summary>
    public int RewindOf(Curve curve) => _rewinds.GetValueOrDefault(curve);

    /// <summary>Winning tickets of the target's own, found with the same model, rule and rewind point; null where the sweep asks for none.</summary>
    public Curve? OwnOf(Curve curve) => curve.Pruning is not { } point ? null : _own.GetValueOrDefault((curve.Model, point.Rule, RewindOf(curve), curve.Target));

    /// <summary>Random tickets on the target; null where the sweep asks for none.</summary>
    public Curve? RandomOf(Curve curve) => _random.GetValueOrDefault((curve.Model, curve.Fraction, curve.Target));

    /// <summary>
    /// The dense network trained on the target: the round 0 of its own ticket or of any ticket but winning ones of elsewhere, which start
    /// from their source's weights. Null where the sweep does not evaluate it.
    /// </summary>
    public ResultGroup? DenseOf(Curve curve) => _dense.GetValueOrDefault((curve.Model, curve.Target));
}
