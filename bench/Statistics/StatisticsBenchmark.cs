using System.Globalization;
using MathNet.Numerics;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Statistics;
using Sweeper.Training.Draws;

namespace Sweeper.Bench.Statistics;

/// <summary>Whether the statistics keep what they promise, over seeded simulations of normal differences: the same numbers at every run.</summary>
internal static class StatisticsBenchmark
{
    private const int Simulations = 20_000;
    private const int Claims = 5;
    private static readonly int[] Seeds = [3, 6, 10];
    private static readonly double[] Deviations = [0.3, 0.4, 0.5];

    public static void Run()
    {
        Console.WriteLine($"  {Simulations:N0} simulations a line; in brackets the exact 99.9% binomial interval (Clopper and Pearson 1934)");
        foreach (var n in Seeds)
        {
            var share = Share($"coverage/{n}", draw => Covers(StudentInterval.Of(Differences(draw, n, 0.3), 0.95), 0.3));
            Console.WriteLine($"  a  n {n,2}: coverage of the 95% t interval      {share}, 95% {(share.Contains(0.95) ? "is in it" : "IS NOT IN IT")}");
        }
        foreach (var n in Seeds)
        {
            var share = Share($"bootstrap/{n}", draw => Covers(BootstrapInterval.Of(Differences(draw, n, 0.3), Sample.Mean, 0.95, SourceAggregate.Resamples, "bench"), 0.3));
            Console.WriteLine($"  a  n {n,2}: coverage of the 95% bootstrap       {share}, which is too low: the interval is too narrow");
        }
        foreach (var n in Seeds)
        {
            var share = Share($"family/{n}", draw => AnyRejected(draw, n));
            Console.WriteLine($"  b  n {n,2}: any of {Claims} null claims supported     {share}, its lower end {(share.Low <= 0.05 ? "is at most" : "IS ABOVE")} 5%");
        }
        foreach (var n in Seeds)
        {
            foreach (var dz in new[] { 0.5, 1, 2, 4 })
            {
                var share = Share($"power/{n}/{dz.ToString(CultureInfo.InvariantCulture)}", draw => PairedTTest.P(Differences(draw, n, dz), Alternative.Greater) < 0.05);
                var formula = PairedTPower.Of(dz, n);
                Console.WriteLine($"  c  n {n,2}: power at d_z {dz.ToString("0.0", CultureInfo.InvariantCulture)}, one-sided 5%        {share}, the formula's {Percent(formula)} {(share.Contains(formula) ? "is in it" : "IS NOT IN IT")}");
            }
        }
        foreach (var n in Seeds)
            Console.WriteLine($"  d  n {n,2}: smallest d_z found with 80%: {PairedTPower.SmallestEffect(n).ToString("0.00", CultureInfo.InvariantCulture)} alone, "
                + $"{PairedTPower.SmallestEffect(n, alpha: 0.05 / Claims).ToString("0.00", CultureInfo.InvariantCulture)} as the first of {Claims} claims");
        RunAdaptive();
    }

    private static void RunAdaptive()
    {
        var adaptive = new AdaptiveSeeds();
        Console.WriteLine($"  e  adaptive seeds, {AdaptiveSeeds.Name}, differences of sd");
        foreach (var sd in Deviations)
        {
            var text = sd.ToString("0.0", CultureInfo.InvariantCulture);
            Write("the rule", $"adaptive/{text}", draw => adaptive.Sweep(draw, sd), true);
            Write("plain 95% at each look", $"adaptive/{text}", draw => AdaptiveSeeds.Naive(draw, sd), false);

            void Write(string who, string purpose, Func<Draw, (bool Covers, bool Supported, int Seeds)> sweep, bool isJudged)
            {
                var draw = Draw.Named($"bench/statistics/{purpose}");
                var sweeps = Enumerable.Range(0, Simulations).Select(_ => sweep(draw)).ToList();
                var covers = new Binomial(sweeps.Count(each => each.Covers));
                var supported = new Binomial(sweeps.Count(each => each.Supported));
                var verdict = !isJudged ? "" : covers.High >= 0.95 && supported.Low <= 0.05 ? ": kept" : ": BROKEN";
                Console.WriteLine($"     {text} {who,-22} covers {covers}, a null claim supported {supported}{verdict}; "
                    + string.Create(CultureInfo.InvariantCulture, $"{sweeps.Average(each => each.Seeds):0.0} seeds"));
            }
        }
    }

    private static bool Covers(Interval interval, double mean) => interval.Low <= mean && mean <= interval.High;

    // Claims of one sweep share their seeds: here each shares half of its variance with the others.
    private static bool AnyRejected(Draw draw, int n)
    {
        var common = Differences(draw, n, 0);
        return MultipleTests.Holm([.. Enumerable.Range(0, Claims).Select(_ => PairedTTest.P([.. common.Select(shared => shared + draw.Normal())], Alternative.Greater))]).Any(p => p < 0.05);
    }

    private static double[] Differences(Draw draw, int n, double mean) => [.. Enumerable.Range(0, n).Select(_ => mean + draw.Normal())];

    private static Binomial Share(string purpose, Func<Draw, bool> happens)
    {
        var draw = Draw.Named($"bench/statistics/{purpose}");
        var hits = Enumerable.Range(0, Simulations).Count(_ => happens(draw));
        return new(hits);
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    private sealed record Binomial(int Hits)
    {
        public double Low { get; } = Hits == 0 ? 0 : Root(p => SpecialFunctions.BetaRegularized(Hits, Simulations - Hits + 1, p) - 0.0005);

        public double High { get; } = Hits == Simulations ? 1 : Root(p => SpecialFunctions.BetaRegularized(Hits + 1, Simulations - Hits, p) - 0.9995);

        public bool Contains(double share) => Low <= share && share <= High;

        public override string ToString() => $"{Percent((double)Hits / Simulations),7} [{Percent(Low)}, {Percent(High)}]";

        // Of a rising function on 0 .. 1.
        private static double Root(Func<double, double> function)
        {
            var (low, high) = (0.0, 1.0);
            for (var i = 0; i < 60; i++)
            {
                var middle = (low + high) / 2;
                if (function(middle) < 0) low = middle;
                else high = middle;
            }
            return (low + high) / 2;
        }
    }
}
