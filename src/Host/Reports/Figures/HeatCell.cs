namespace Sweeper.Host.Reports.Figures;

/// <summary>A cell of a heatmap.</summary>
/// <param name="IsAsked">Whether the sweep asks for it.</param>
/// <param name="Value">In the unit of the scale; null where there is none.</param>
/// <param name="IsPartial">Whether values are missing from it.</param>
internal readonly record struct HeatCell(bool IsAsked, double? Value, bool IsPartial);
