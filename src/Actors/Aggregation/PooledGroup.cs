using System.Collections.Immutable;
using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Aggregation;

/// <summary>Rows pooled over what they differ in: seeds are the sample, and each counts with its mean over the rows.</summary>
/// <param name="First">The first of the rows, for what they have in common.</param>
/// <param name="Rows">Rows pooled.</param>
/// <param name="Statistics">Over the seeds that have every cell, ascending.</param>
/// <param name="Seeds">Every seed that a row asks for, ascending.</param>
/// <param name="States">Cells without a value by why; empty where none is missing.</param>
public sealed record PooledGroup(CellGroup First, int Rows, GroupStatistics Statistics, ImmutableArray<PooledSeed> Seeds, ImmutableSortedDictionary<CellState, int> States)
{
    /// <summary>Seeds asked for.</summary>
    public int Wanted => Seeds.Length;

    /// <summary>Cells without a value; each takes its seed out of the statistics.</summary>
    public int Missing => Seeds.Sum(seed => seed.Missing);
}
