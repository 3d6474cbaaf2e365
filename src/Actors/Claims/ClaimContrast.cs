using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Specs;

namespace Sweeper.Actors.Claims;

/// <summary>A claim as numbers: one a seed, in points (for grows in points a round).</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Differences">Of the seeds with every cell of both sides, seeds ascending.</param>
/// <param name="LeftOut">The other seeds, each with why.</param>
/// <param name="Notes">What a reader should know besides.</param>
internal sealed record ClaimContrast(ClaimSpec Claim, IReadOnlyList<double> Differences, IReadOnlyList<string> LeftOut, IReadOnlyList<string> Notes)
{
    /// <summary>To how many decimals of a point differences are rounded: accuracies are counts over a test set's size, so what differs by less
    /// is equal but for floating point, and has to be equal to signs and ranks.</summary>
    public const int Decimals = 9;

    /// <summary>The contrast of a claim over some rows.</summary>
    public static ClaimContrast Of(ClaimSpec claim, IEnumerable<ResultGroup> rows)
    {
        var (pairs, notes) = ClaimCells.Of(claim, rows);
        if (claim.Expect == ClaimExpectation.Grows) (pairs, notes) = WithSlopes(pairs, notes);
        var (differences, leftOut) = (new List<double>(), new List<string>());
        foreach (var seeds in pairs.SelectMany(pair => pair.Compare.Concat(pair.Against)).SelectMany(row => row.Seeds).GroupBy(seed => seed.Seed).OrderBy(seeds => seeds.Key))
        {
            if (WhyNot([.. seeds.DistinctBy(seed => seed.Stage)]) is { } why) leftOut.Add($"seed {seeds.Key}: {why}");
            else differences.Add(Math.Round(100 * Value(claim, pairs, seeds.Key), Decimals));
        }
        return new(claim, differences, leftOut, notes);
    }

    // One round has no slope.
    private static (IReadOnlyList<ClaimPair> Pairs, IReadOnlyList<string> Notes) WithSlopes(IReadOnlyList<ClaimPair> pairs, IReadOnlyList<string> notes)
    {
        var curves = pairs.GroupBy(pair => pair.Target.Dataset).ToLookup(curve => curve.Select(pair => pair.Target.Round).Distinct().Count() > 1);
        var flat = curves[false].Select(curve => $"{curve.Key} has a single common round, so no slope");
        return ([.. curves[true].SelectMany(curve => curve)], [.. notes, .. flat]);
    }

    // Null where every cell is done. Cells whose value is one training are counted once.
    private static string? WhyNot(IReadOnlyList<SeedValue> cells)
    {
        var reasons = cells.Where(cell => cell.State != CellState.Done).GroupBy(cell => cell.State).OrderBy(state => state.Key)
            .Select(state => state.Count() == 1 ? Word(state.Key) : $"{state.Count()} x {Word(state.Key)}").ToList();
        return reasons.Count == 0 ? null : string.Join(", ", reasons);
    }

    private static string Word(CellState state) => state == CellState.Nan ? "NaN" : state.ToString().ToLowerInvariant();

    // Pairs of one target and round first, so that a target with more pairs does not weigh more.
    private static double Value(ClaimSpec claim, IReadOnlyList<ClaimPair> pairs, long seed)
    {
        var places = pairs.GroupBy(pair => pair.Target).Select(place => (place.Key, Mean: place.Average(pair => Difference(pair, seed)))).ToList();
        return claim.Expect != ClaimExpectation.Grows
            ? places.Average(place => place.Mean)
            : places.GroupBy(place => place.Key.Dataset).Average(curve => Slope([.. curve.Select(place => (place.Key.Round, place.Mean))]));
    }

    private static double Difference(ClaimPair pair, long seed) =>
        pair.Compare.Average(row => Accuracy(row, seed)) - pair.Against.Average(row => Accuracy(row, seed));

    private static double Accuracy(ResultGroup row, long seed) =>
        row.Of(seed)?.Accuracy ?? throw new InvalidOperationException($"the cell of seed {seed} counts as done and has no accuracy");

    // Least squares: sum (x - mean x) y / sum (x - mean x)^2.
    private static double Slope(IReadOnlyList<(int X, double Y)> points)
    {
        var middle = points.Average(point => point.X);
        return points.Sum(point => (point.X - middle) * point.Y) / points.Sum(point => (point.X - middle) * (point.X - middle));
    }
}
