namespace Sweeper.Actors.Aggregation;

/// <summary>One seed of pooled rows.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Mean">The mean accuracy over its cells, as a fraction of 1; null where one of them has no value.</param>
/// <param name="Missing">Cells without a value.</param>
public readonly record struct PooledSeed(long Seed, double? Mean, int Missing);
