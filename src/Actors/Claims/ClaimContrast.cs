using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;

namespace Sweeper.Actors.Claims;

/// <summary>A claim as numbers: one a seed, in points (for grows in points a round).</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Wanted">Seeds asked for.</param>
/// <param name="Differences">Of the seeds with every cell of both sides, seeds ascending.</param>
/// <param name="LeftOut">The other seeds, each with why.</param>
/// <param name="Notes">What a reader should know besides.</param>
internal sealed record ClaimContrast(ClaimSpec Claim, int Wanted, IReadOnlyList<double> Differences, IReadOnlyList<string> LeftOut, IReadOnlyList<string> Notes)
{
    /// <summary>To how many decimals of a point differences are rounded: accuracies are counts over a test set's size, so what differs by less
    /// is equal but for floating point, and has to be equal to signs and ranks.</summary>
    public const int Decimals = 9;

    /// <summary>The contrast of a claim over the first seeds of some rows.</summary>
    /// <param name="cells">What is compared with what.</param>
    /// <param name="rows">At least those of the groups compared.</param>
    /// <param name="seeds">How many seeds, counted from the lowest.</param>
    public static ClaimContrast Of(ClaimCells cells, RowsByGroup rows, int seeds)
    {
        var (differences, leftOut) = (new List<double>(), new List<string>());
        foreach (var values in cells.Groups.SelectMany(group => rows[group].Seeds.Take(seeds)).GroupBy(value => value.Seed).OrderBy(values => values.Key))
        {
            if (WhyNot([.. values.DistinctBy(value => value.Stage)]) is { } why) leftOut.Add($"seed {values.Key}: {why}");
            else differences.Add(Math.Round(100 * Value(cells, group => Accuracy(rows[group], values.Key)), Decimals));
        }
        return new(cells.Claim, seeds, differences, leftOut, cells.Notes);
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
    private static double Value(ClaimCells cells, Func<CellGroup, double> accuracy)
    {
        var places = cells.Pairs.GroupBy(pair => pair.Target)
            .Select(place => (place.Key, Mean: place.Average(pair => pair.Compare.Average(accuracy) - pair.Against.Average(accuracy)))).ToList();
        return cells.Claim.Expect != ClaimExpectation.Grows
            ? places.Average(place => place.Mean)
            : places.GroupBy(place => place.Key.Dataset).Average(curve => Slope([.. curve.Select(place => (place.Key.Round, place.Mean))]));
    }

    private static double Accuracy(ResultGroup row, long seed) =>
        row.Of(seed)?.Accuracy ?? throw new InvalidOperationException($"the cell of seed {seed} counts as done and has no accuracy");

    // Least squares: sum (x - mean x) y / sum (x - mean x)^2.
    private static double Slope(IReadOnlyList<(int X, double Y)> points)
    {
        var middle = points.Average(point => point.X);
        return points.Sum(point => (point.X - middle) * point.Y) / points.Sum(point => (point.X - middle) * (point.X - middle));
    }
}
