using System.Globalization;
using Sweeper.Actors.Specs;

namespace Sweeper.Host.Output;

/// <summary>The level of a sweep's intervals in words: 95%, and with adaptive seeds more at each look, so that all looks together leave 95%.</summary>
/// <param name="spec">The sweep.</param>
internal sealed class IntervalWords(SweepSpec spec)
{
    /// <summary><c>95%</c>, <c>99.5%</c>. With three decimals no number of looks that a sweep may have comes out as 100%.</summary>
    public string Level { get; } = string.Create(CultureInfo.InvariantCulture, $"{100 * spec.IntervalLevel:0.###}%");

    /// <summary><c>95% interval</c>, <c>99.5% interval (95% over 10 looks)</c>.</summary>
    public string Interval => $"{Level} interval{Together}";

    /// <summary><c>95% intervals</c>, <c>99.5% intervals (95% over 10 looks)</c>.</summary>
    public string Intervals => $"{Level} intervals{Together}";

    /// <summary>How often a comparison may be looked at.</summary>
    public int Looks => spec.Looks;

    private string Together => Looks == 1 ? "" : $" (95% over {Humans.Count(Looks, "look")})";

    /// <summary>A sentence, with a blank before it, for what is at 95% in every sweep; empty where one look is all there is.</summary>
    /// <param name="what">In the plural, as a sentence begins: <c>Intervals and p</c>.</param>
    public string OfOneLook(string what) =>
        Looks == 1 ? "" : $" {what} are those of a single look: unlike accuracies and claims they do not allow for the {Humans.Count(Looks, "look")} of adaptive seeds.";
}
