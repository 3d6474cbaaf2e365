namespace Sweeper.Actors.Specs;

/// <summary>The kinds of ticket, in the order in which tables list them.</summary>
public enum TicketKind
{
    /// <summary>The source's mask and its weights at the rewind point.</summary>
    Winning,

    /// <summary>Fresh weights, and a mask with as many survivors in random places of the whole network.</summary>
    Random,

    /// <summary>Fresh weights, and the source's mask permuted inside each layer (paper figure A1).</summary>
    RandomLayerwise,

    /// <summary>Fresh weights, and the source's mask as it is (paper figure A1).</summary>
    RandomWeights,
}
