using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Tables;

/// <summary>A table, written as HTML, CSV and LaTeX.</summary>
/// <param name="Id">Its file's name: lower case letters, digits, hyphens.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Missing">Which values are missing from it, with counts; null where none is.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">A cell a column each; of a long table made anew at each reading (<see cref="RowsOnDemand"/>).</param>
internal sealed record ReportTable(string Id, string Title, string Caption, string? Missing, ImmutableArray<TableColumn> Columns, IReadOnlyCollection<ImmutableArray<TableCell>> Rows);
