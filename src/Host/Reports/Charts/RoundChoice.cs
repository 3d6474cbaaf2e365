using Sweeper.Actors.Derived;

namespace Sweeper.Host.Reports.Charts;

/// <summary>The rounds that figures with room for few show.</summary>
internal static class RoundChoice
{
    /// <summary>The last round and others evenly before it; not round 0, in which nothing is pruned.</summary>
    /// <param name="curves">Whose rounds.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<int> Of(IEnumerable<Curve> curves, int most)
    {
        int[] rounds = [.. curves.SelectMany(curve => curve.Points).Select(point => point.Group.Round).Where(round => round > 0).Distinct().Order()];
        var count = Math.Min(most, rounds.Length);
        return [.. Enumerable.Range(1, count).Select(i => rounds[i * rounds.Length / count - 1])];
    }
}
