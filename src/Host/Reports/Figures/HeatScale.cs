namespace Sweeper.Host.Reports.Figures;

/// <summary>What the numbers of a heatmap are, and where its colours meet.</summary>
internal enum HeatScale
{
    /// <summary>Differences in points; colours meet at 0.</summary>
    Points,

    /// <summary>Multiples of what chance gives; colours meet at 1, and equal ratios are equal steps.</summary>
    TimesChance,
}
