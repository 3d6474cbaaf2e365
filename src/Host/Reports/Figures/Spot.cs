namespace Sweeper.Host.Reports.Figures;

/// <summary>A place in a figure, in pixels from its upper left corner.</summary>
internal readonly record struct Spot(double X, double Y);
