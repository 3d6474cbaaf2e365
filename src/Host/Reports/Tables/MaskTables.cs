using System.Collections.Immutable;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Masks;

namespace Sweeper.Host.Reports.Tables;

/// <summary>What the masks of tickets leave of each layer, and how much sources have in common.</summary>
internal static class MaskTables
{
    /// <summary>A row a source, round and layer; null where no mask is stored.</summary>
    public static ReportTable? Layers(IReadOnlyList<LayerSample> samples)
    {
        var rows = (from sample in samples
                    let shares = sample.Shares
                    where shares is not null
                    from layer in Enumerable.Range(0, shares.Names.Length)
                    select (ImmutableArray<TableCell>)[
                        TableCell.Text(sample.Family.Label), TableCell.Text(sample.Source.ToString()), TableCell.Whole(sample.Round), TableCell.Text(shares.Names[layer]),
                        TableCell.Percent(shares.Density[layer]), TableCell.Seeds(shares.Seeds, sample.Wanted)]).ToImmutableArray();
        return rows.IsEmpty ? null : new("layers", "Weights left by layer", "Share of each prunable tensor's weights that the ticket leaves, the mean over seeds.", LayerSample.Missing(samples),
            [new("Tickets", false), new("Source", false), new("Round"), new("Tensor", false), new("Left (%)"), new("n")], rows);
    }

    /// <summary>A row a pair of sources; null where there is no pair.</summary>
    public static ReportTable? Overlaps(IReadOnlyList<OverlapSample> samples, IntervalWords intervals) =>
        samples.Count == 0 ? null : new(
            "overlap", "Overlap of masks",
            "Tickets of two sources at the last round, seed by seed. Jaccard: weights that live in both over weights that live in either. Over chance: weights that live in both over those to expect if each layer kept as many in random "
            + "places, with Student's 95% interval; 1 is chance. Sources of one seed start from the same weights (their own last layers apart), so some overlap is to be expected; it says nothing of tickets from other starts." + intervals.OfOneLook("Intervals"),
            OverlapSample.Missing(samples),
            [new("Tickets", false), new("Source", false), new("Other source", false), new("Round"), new("Jaccard"), new("Over chance"), new("95% low"), new("95% high"), new("n")],
            [
                .. samples.Select(sample => (ImmutableArray<TableCell>)[
                    TableCell.Text(sample.Family.Label), TableCell.Text(sample.First.ToString()), TableCell.Text(sample.Second.ToString()), TableCell.Whole(sample.Round), TableCell.Number(sample.Jaccard.Mean, "0.000"),
                    TableCell.Number(sample.OverChance.Mean, "0.00"), TableCell.Number(sample.OverChance.Ci95Low, "0.00"), TableCell.Number(sample.OverChance.Ci95High, "0.00"), TableCell.Seeds(sample.OverChance.N, sample.Wanted)]),
            ]);
}
