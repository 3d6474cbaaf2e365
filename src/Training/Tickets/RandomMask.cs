using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tickets;

/// <summary>The mask of a random ticket.</summary>
public static class RandomMask
{
    /// <summary>As many survivors as global pruning leaves, in random places of the whole network (<c>ticket/random/mask/ROUND</c>).</summary>
    public static Mask Draw(Architecture architecture, StartingState.Random ticket, long seed)
    {
        var parts = Mask.PartsOf(architecture, ticket.PruneClassifier);
        var length = checked((int)parts.Sum(part => (long)part.Length));
        var survivors = PruningSchedule.Remaining(length, ticket.Fraction, ticket.Round);
        var alive = new bool[length];
        var places = new Draw(seed, $"ticket/random/mask/{ticket.Round}").Permutation(length);
        foreach (var place in places.AsSpan(0, (int)survivors)) alive[place] = true;
        return Mask.Where(parts, alive);
    }
}
