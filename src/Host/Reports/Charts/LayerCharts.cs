using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Figures;
using Sweeper.Host.Reports.Masks;
using Sweeper.Training.Pruning;

namespace Sweeper.Host.Reports.Charts;

/// <summary>What pruning leaves of each layer, and where one scope prunes more than another (paper figure 1b).</summary>
internal static class LayerCharts
{
    private const int MostNames = 24;
    private const double Lowest = 1e-3;

    /// <summary>The charts of some samples.</summary>
    public static IEnumerable<Chart> Of(IReadOnlyList<LayerSample> samples)
    {
        var number = 0;
        var families = samples.GroupBy(sample => sample.Family).ToList();
        foreach (var family in families)
        {
            var panels = family.GroupBy(sample => sample.Source).Select(group => Density($"Source {group.Key}", [.. group])).OfType<Panel>().ToImmutableArray();
            if (panels.IsEmpty) continue;
            yield return new(string.Create(CultureInfo.InvariantCulture, $"layers-{++number}"), $"Weights left by layer: {family.Key.Label}",
                "Of each prunable tensor, from the input to the output; the mean over the seeds whose masks are stored. A layer without a weight is drawn at the foot.", LayerSample.Missing(family), panels);
        }
        foreach (var (one, other) in from one in families from other in families where IsPair(one.Key, other.Key) select (one, other))
        {
            var panels = one.Select(sample => sample.Source).Distinct().Select(source => Ratio($"Source {source}", [.. one.Where(sample => sample.Source == source)], [.. other.Where(sample => sample.Source == source)]))
                .OfType<Panel>().ToImmutableArray();
            if (panels.IsEmpty) continue;
            yield return new(string.Create(CultureInfo.InvariantCulture, $"layers-{++number}"), $"Rate of global over rate of layerwise pruning: {one.Key.Model}, {Humans.Percent(one.Key.Rule.Fraction)} a round",
                "Share of the layer's weights that global pruning has pruned over the share that layerwise pruning has: above 1 the layer loses more under global pruning.", LayerSample.Missing(one.Concat(other)), panels);
        }
    }

    private static bool IsPair(MaskFamily one, MaskFamily other) =>
        one.Model == other.Model && one.Rewind == other.Rewind && one.Rule.Scope == PruningScope.Global && other.Rule == one.Rule with { Scope = PruningScope.Layerwise };

    private static Panel? Density(string title, IReadOnlyList<LayerSample> samples)
    {
        var drawn = samples.Where(sample => sample.Shares is not null).ToList();
        if (drawn.Count == 0) return null;
        var lowest = Math.Max(Lowest, drawn.SelectMany(sample => sample.Shares!.Density).Where(density => density > 0).DefaultIfEmpty(1).Min());
        return new(title, Layers(drawn[0]), Axis.RisingLog("Weights left (%, log scale)", 100 * lowest),
            [.. drawn.Select((sample, number) => Line(sample, number, [.. sample.Shares!.Density.Select(density => (double?)(100 * Math.Max(lowest, density)))]))]);
    }

    private static Panel? Ratio(string title, IReadOnlyList<LayerSample> ones, IReadOnlyList<LayerSample> others)
    {
        var pairs = (from one in ones join other in others on one.Round equals other.Round where one.Shares is not null && other.Shares is not null select (one, Ratios: one.Shares!.PrunedOver(other.Shares!))).ToList();
        if (pairs.Count == 0) return null;
        var ratios = pairs.SelectMany(pair => pair.Ratios).OfType<double>().DefaultIfEmpty(1).ToList();
        return new(title, Layers(pairs[0].one), Axis.Linear("Global rate / layerwise rate", Math.Min(0.95, ratios.Min()), Math.Max(1.05, ratios.Max())),
            [.. pairs.Select((pair, number) => Line(pair.one, number, pair.Ratios))]);
    }

    private static Axis Layers(LayerSample sample) =>
        Axis.Names("Prunable tensor, input to output", [.. sample.Shares!.Names.Select(name => name.EndsWith(".weight", StringComparison.Ordinal) ? name[..^".weight".Length] : name)], MostNames);

    private static Series Line(LayerSample sample, int number, ImmutableArray<double?> values) => new(
        string.Create(CultureInfo.InvariantCulture, $"round {sample.Round}"), SeriesStyle.Of(number), false,
        [.. values.Select((value, i) => (value, i)).Where(each => each.value is not null).Select(each => new SeriesPoint(each.i, each.value!.Value, null, null, sample.Shares!.Seeds < sample.Wanted))]);
}
