using Sweeper.Training.Models;

namespace Sweeper.Training.Pruning;

/// <summary>How many weights are left after each round: arithmetic alone, no weights needed.</summary>
public static class PruningSchedule
{
    /// <summary>Weights left of so many after some rounds of one fraction.</summary>
    public static long Remaining(long weights, decimal fraction, int rounds)
    {
        for (var round = 0; round < rounds && weights > 0; round++) weights -= PruningRule.CountToPrune(fraction, weights);
        return weights;
    }

    /// <summary>Weights left of a network after some rounds of a rule.</summary>
    public static long Remaining(Architecture architecture, PruningRule rule, int rounds)
    {
        var tensors = architecture.Prunable(rule.Tensors).Select(slot => (long)slot.Length);
        return rule.Scope == PruningScope.Global
            ? Remaining(tensors.Sum(), rule.Fraction, rounds)
            : tensors.Sum(length => Remaining(length, rule.Fraction, rounds));
    }
}
