using Sweeper.Actors.Derived;

namespace Sweeper.Actors.Tests.Derived;

public class RoundContrastTests
{
    // With two differences there is one degree of freedom, Cauchy's distribution: p = 1 - 2 atan(t) / pi, t = mean / half their distance.
    private static readonly double PofT10 = P(10);
    private static readonly double PofT2 = P(2);

    [Fact]
    public void Every_round_is_tested_by_itself_and_all_together_are_corrected_as_one_family()
    {
        var set = new CurveSet(
        [
            Points.Winning("a", "b", 1, 82, 83), Points.Winning("a", "b", 2, 81, 83), Points.Winning("b", "b", 1, 80, 82), Points.Winning("b", "b", 2, 89, 91),
            Points.Random("b", 1, 80, 81), Points.Random("b", 2, 80, 80),
        ]);
        // Against random tickets: 2, 2 (no spread, so p is 0); 1, 3 (t 2); 0, 1 (t 1); 9, 11 (t 10).
        var contrasts = RoundContrast.Of(set.Curves, set.RandomOf);
        Assert.Equal([0, PofT2, 0.5, PofT10], contrasts.Select(contrast => contrast.P!.Value), Near);
        // Four tests: 0; 4/2 x p(t 10); 4/3 x p(t 2); 1/2.
        Assert.Equal([0, 4 / 3.0 * PofT2, 0.5, 2 * PofT10], contrasts.Select(contrast => contrast.Q!.Value), Near);
        // Against the target's own at two rounds: 2, 1 (t 3) and -8, -8.
        Assert.Equal([2 * P(3) / 2, 0], RoundContrast.Of(set.Curves.Where(curve => !curve.IsOwnTarget), set.OwnOf).Select(contrast => contrast.Q!.Value), Near);
    }

    [Fact]
    public void What_cannot_be_tested_is_listed_and_makes_the_family_no_larger()
    {
        var dense = Points.Random("b", 0, 80, 82);
        var set = new CurveSet(
        [
            dense, Points.Random("b", 1, 80, 80), Points.Random("b", 2, 80, 80),
            Points.Winning("b", "b", 0, 80, 82) with { Seeds = dense.Seeds }, Points.Winning("b", "b", 1, 81, 83), Points.Winning("b", "b", 2, 81, double.NaN),
        ]);
        var contrasts = RoundContrast.Of(set.Curves, set.RandomOf);
        Assert.Equal([0, 1, 2], contrasts.Select(contrast => contrast.Point.Group.Round));
        // Round 0 is the same training on both sides, round 2 has one pair.
        Assert.Equal([false, true, false], contrasts.Select(contrast => contrast.P is not null));
        Assert.Equal([null, contrasts[1].P, null], contrasts.Select(contrast => contrast.Q));
    }

    private static double P(double t) => 1 - 2 * Math.Atan(t) / Math.PI;

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-9;
}
