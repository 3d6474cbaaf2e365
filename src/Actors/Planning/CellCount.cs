using Sweeper.Actors.Specs;

namespace Sweeper.Actors.Planning;

/// <summary>Counts a sweep's cells by multiplication, before they are expanded.</summary>
public static class CellCount
{
    /// <summary>The number of cells if every pair were allowed.</summary>
    public static long AtMost(SweepSpec spec)
    {
        long sources = spec.Sources.Sum(entry => (long)entry.Optimizers.Length);
        long targets = spec.Targets.Sum(entry => (long)entry.Optimizers.Length);
        long points = (long)spec.Pruning.Scopes.Length * spec.Pruning.Criteria.Length * spec.Pruning.Fractions.Length * spec.Pruning.Rewinds.Length;
        var curves = (spec.Tickets.Count(kind => kind != TicketKind.Random) * sources * points)
            + (spec.Tickets.Contains(TicketKind.Random) ? spec.Pruning.Fractions.Length : 0);
        return spec.Models.Length * targets * curves * spec.Rounds.Count() * spec.Seeds.Length;
    }
}
