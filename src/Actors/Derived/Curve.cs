using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Models;

namespace Sweeper.Actors.Derived;

/// <summary>Accuracy against fraction pruned: the rows that differ in nothing but the round (and the seed).</summary>
public sealed class Curve
{
    private readonly Dictionary<int, ResultGroup> _byRound;

    internal Curve(IEnumerable<ResultGroup> points)
    {
        Points = [.. points.OrderBy(point => point.Group.Round)];
        _byRound = Points.ToDictionary(point => point.Group.Round);
    }

    /// <summary>The rows, rounds ascending; at least one.</summary>
    public ImmutableArray<ResultGroup> Points { get; }

    /// <summary>The network.</summary>
    public ModelSpec Model => First.Model;

    /// <summary>The fraction of the remaining weights that a round prunes.</summary>
    public decimal Fraction => First.Fraction;

    /// <summary>How the source was pruned; null for random tickets, which have no source.</summary>
    public PruningPoint? Pruning => First.Pruning;

    /// <summary>Where the ticket was found; null for random tickets.</summary>
    public Endpoint? Source => First.Source;

    /// <summary>Where it is trained and measured.</summary>
    public Endpoint Target => First.Target;

    /// <summary>The ticket's kind.</summary>
    public TicketKind Ticket => First.Ticket;

    /// <summary>Whether source and target are the same data and optimizer.</summary>
    public bool IsOwnTarget => First.IsOwnTarget;

    /// <summary>Seeds that some row of it asks for.</summary>
    public int Wanted => Points.SelectMany(point => point.Seeds).Select(seed => seed.Seed).Distinct().Count();

    private CellGroup First => Points[0].Group;

    /// <summary>The row of a round; null where the sweep does not ask for it.</summary>
    public ResultGroup? At(int round) => _byRound.GetValueOrDefault(round);
}
