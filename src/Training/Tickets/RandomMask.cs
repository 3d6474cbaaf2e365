using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tickets;

/// <summary>The masks of random tickets.</summary>
public static class RandomMask
{
    /// <summary>As many survivors as global pruning leaves, in random places of the whole network (<c>ticket/random/mask/ROUND</c>).</summary>
    public static Mask Draw(Architecture architecture, StartingState.Random ticket, long seed)
    {
        var parts = Mask.PartsOf(architecture, ticket.Tensors);
        var length = checked((int)parts.Sum(part => (long)part.Length));
        var survivors = PruningSchedule.Remaining(length, ticket.Fraction, ticket.Round);
        var alive = new bool[length];
        Scatter(alive, (int)survivors, new Draw(seed, $"ticket/random/mask/{ticket.Round}"));
        return Mask.Where(parts, alive);
    }

    /// <summary>As many survivors in each layer as a mask has there, in random places of it (<c>ticket/random-layerwise/mask/ROUND/PARAM</c>).</summary>
    public static Mask InsideLayers(Mask mask, int round, long seed)
    {
        var alive = mask.ToArray();
        var start = 0;
        foreach (var part in mask.Parts)
        {
            var layer = alive.AsSpan(start, part.Length);
            var survivors = layer.Count(true);
            layer.Clear();
            Scatter(layer, survivors, new Draw(seed, $"ticket/random-layerwise/mask/{round}/{part.Name}"));
            start += part.Length;
        }
        return Mask.Where(mask.Parts, alive);
    }

    private static void Scatter(Span<bool> alive, int survivors, Draw draw)
    {
        foreach (var place in draw.Permutation(alive.Length).AsSpan(0, survivors)) alive[place] = true;
    }
}
