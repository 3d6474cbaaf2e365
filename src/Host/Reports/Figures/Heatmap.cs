using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Sources against targets or each other, a number in each cell.</summary>
/// <param name="Id">Its file's name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Missing">Which values are missing from it, with counts; null where none is.</param>
/// <param name="Scale">What the numbers are.</param>
/// <param name="Across">What columns are: <c>target</c>.</param>
/// <param name="Rows">Sources.</param>
/// <param name="Columns">Targets, or other sources.</param>
/// <param name="Cells">A row of cells a source.</param>
internal sealed record Heatmap(string Id, string Title, string Caption, string? Missing, HeatScale Scale, string Across, ImmutableArray<string> Rows, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<HeatCell>> Cells);
