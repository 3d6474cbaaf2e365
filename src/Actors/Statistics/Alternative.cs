namespace Sweeper.Actors.Statistics;

/// <summary>What a test of differences holds against "they are centred on 0".</summary>
public enum Alternative
{
    /// <summary>They are centred elsewhere.</summary>
    TwoSided,

    /// <summary>They are centred above.</summary>
    Greater,

    /// <summary>They are centred below.</summary>
    Less,
}
