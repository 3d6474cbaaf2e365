using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>A figure as marks: two writers draw it, so that its SVG and its PNG cannot differ in content.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Title">What it shows, for readers who do not see it.</param>
/// <param name="Marks">What is drawn, in order.</param>
internal sealed record Figure(double Width, double Height, string Title, ImmutableArray<Mark> Marks);
