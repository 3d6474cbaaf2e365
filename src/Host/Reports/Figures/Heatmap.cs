using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Sources against targets, a number in each cell.</summary>
/// <param name="Id">Its file's name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Missing">Which values are missing from it, with counts; null where none is.</param>
/// <param name="Rows">Sources.</param>
/// <param name="Columns">Targets.</param>
/// <param name="Cells">A row of cells a source.</param>
internal sealed record Heatmap(string Id, string Title, string Caption, string? Missing, ImmutableArray<string> Rows, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<HeatCell>> Cells);
