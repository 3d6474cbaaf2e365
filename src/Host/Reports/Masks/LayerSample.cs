using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;

namespace Sweeper.Host.Reports.Masks;

/// <summary>What the masks of one source and round leave of each layer.</summary>
/// <param name="Family">Whose tickets they are.</param>
/// <param name="Source">Where they were found.</param>
/// <param name="Round">The round.</param>
/// <param name="Shares">The mean over the seeds that have a mask; null where none has.</param>
/// <param name="Wanted">Seeds asked for.</param>
internal sealed record LayerSample(MaskFamily Family, Endpoint Source, int Round, LayerShares? Shares, int Wanted);
