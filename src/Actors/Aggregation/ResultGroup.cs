using System.Collections.Immutable;
using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Aggregation;

/// <summary>A row of the results: a group of cells, their values, and the statistics over them.</summary>
/// <param name="Group">What the cells have in common.</param>
/// <param name="PrunedFraction">Masked / prunable weights, from the masks; null until a cell has its value.</param>
/// <param name="Statistics">Over the cells that have values, seeds ascending.</param>
/// <param name="Seeds">Every cell asked for, seeds ascending.</param>
public sealed record ResultGroup(CellGroup Group, double? PrunedFraction, GroupStatistics Statistics, ImmutableArray<SeedValue> Seeds)
{
    /// <summary>Cells asked for.</summary>
    public int Wanted => Seeds.Length;

    /// <summary>The row of its seeds below one, with an interval at some level.</summary>
    public ResultGroup Below(long seed, double level)
    {
        ImmutableArray<SeedValue> below = [.. Seeds.Where(value => value.Seed < seed)];
        return this with { Seeds = below, Statistics = GroupStatistics.OfSeeds(below, level) };
    }

    /// <summary>The cell of a seed; null where none is asked for. By halves: a row may have thousands.</summary>
    public SeedValue? Of(long seed)
    {
        var (from, to) = (0, Seeds.Length - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            if (Seeds[middle].Seed == seed) return Seeds[middle];
            if (Seeds[middle].Seed < seed) from = middle + 1;
            else to = middle - 1;
        }
        return null;
    }
}
