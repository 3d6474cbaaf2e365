using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Masks;

/// <summary>What the masks of two sources have in common, seed by seed: sources of one seed start from the same weights.</summary>
/// <param name="Family">Whose tickets they are.</param>
/// <param name="First">A source.</param>
/// <param name="Second">Another.</param>
/// <param name="Round">The round.</param>
/// <param name="Jaccard">Shared / living in either, over seeds.</param>
/// <param name="OverChance">Shared / expected by chance given each layer's survivors, over seeds.</param>
/// <param name="Wanted">Seeds asked for.</param>
internal sealed record OverlapSample(MaskFamily Family, Endpoint First, Endpoint Second, int Round, GroupStatistics Jaccard, GroupStatistics OverChance, int Wanted)
{
    /// <summary>How many pairs of masks are missing from some samples; null where none is.</summary>
    public static string? Missing(IEnumerable<OverlapSample> samples)
    {
        var missing = samples.Sum(sample => sample.Wanted - sample.Jaccard.N);
        return missing == 0 ? null : $"{Humans.Count(missing, "pair")} of masks not in the store, not read or not of one network";
    }
}
