using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Host.Reports.Figures;
using Sweeper.Host.Reports.Masks;

namespace Sweeper.Host.Reports.Charts;

/// <summary>Sources against sources: how many times as many weights their tickets share as chance would have it.</summary>
internal static class OverlapHeatmaps
{
    /// <summary>A heatmap a family of at least three sources; of two a table says as much.</summary>
    public static IEnumerable<Heatmap> Of(IReadOnlyList<OverlapSample> samples)
    {
        var number = 0;
        foreach (var family in samples.GroupBy(sample => sample.Family))
        {
            var pairs = family.ToDictionary(sample => (sample.First, sample.Second));
            var sources = family.SelectMany(sample => new[] { sample.First, sample.Second }).Distinct().ToImmutableArray();
            if (sources.Length < 3) continue;
            // A pair once: the lower triangle.
            var cells = Enumerable.Range(1, sources.Length - 1).Select(row => Enumerable.Range(0, sources.Length - 1)
                .Select(column => column < row ? Cell(pairs[(sources[column], sources[row])]) : default).ToImmutableArray()).ToImmutableArray();
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"overlap-{++number}"), string.Create(CultureInfo.InvariantCulture, $"Overlap of masks over chance, round {family.First().Round}: {family.Key.Label}"),
                "Weights that live in the tickets of both sources over those to expect if each layer kept as many in random places, seed by seed, the mean over seeds: 1 is chance. "
                + "Sources of one seed start from the same weights, so some overlap is to be expected. A star: seeds are missing.",
                OverlapSample.Missing(family), HeatScale.TimesChance, "source", [.. sources[1..].Select(source => $"{source}")], [.. sources[..^1].Select(source => $"{source}")], cells);
        }
    }

    private static HeatCell Cell(OverlapSample sample) => new(true, sample.OverChance.Mean, sample.OverChance.N < sample.Wanted);
}
