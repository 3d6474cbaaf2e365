using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Masks;

/// <summary>What the masks of one source and round leave of each layer.</summary>
/// <param name="Family">Whose tickets they are.</param>
/// <param name="Source">Where they were found.</param>
/// <param name="Round">The round.</param>
/// <param name="Shares">The mean over the seeds that have a mask; null where none has.</param>
/// <param name="Wanted">Seeds asked for.</param>
internal sealed record LayerSample(MaskFamily Family, Endpoint Source, int Round, LayerShares? Shares, int Wanted)
{
    /// <summary>How many masks are missing from some samples; null where none is.</summary>
    public static string? Missing(IEnumerable<LayerSample> samples)
    {
        var (wanted, there) = (0, 0);
        foreach (var sample in samples) (wanted, there) = (wanted + sample.Wanted, there + (sample.Shares?.Seeds ?? 0));
        return there == wanted ? null : $"{wanted - there:N0} of {Humans.Count(wanted, "mask")} not in the store or not read";
    }
}
