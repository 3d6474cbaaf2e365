using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Tables;

/// <summary>A table, written as HTML, CSV and LaTeX.</summary>
/// <param name="Id">Its file's name: lower case letters, digits, hyphens.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Missing">Which values are missing from it, with counts; null where none is.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">A cell a column each; of a long table made anew at each reading (<see cref="RowsOnDemand"/>).</param>
internal sealed record ReportTable(string Id, string Title, string Caption, string? Missing, ImmutableArray<TableColumn> Columns, IReadOnlyCollection<ImmutableArray<TableCell>> Rows)
{
    private static readonly string[] Omissible = ["Model", "Pruning", "Tickets"];

    private ImmutableArray<TableCell> First => Rows.FirstOrDefault();

    /// <summary>Columns that pages and papers leave out, because they say the same in every row: what matters comes first on a narrow screen.</summary>
    public ImmutableArray<int> Constant => field.IsDefault ? field = FindConstant() : field;

    /// <summary>The other columns.</summary>
    public IEnumerable<int> Shown => Enumerable.Range(0, Columns.Length).Except(Constant);

    /// <summary>The caption, with what <see cref="Constant"/> columns say.</summary>
    public string WholeCaption => Constant.IsEmpty ? Caption : $"{Caption} All rows: {string.Join(", ", Constant.Select(i => First[i].Words))}.";

    // Rows may be made at each reading: they are read once, and no further than to the first that differs.
    private ImmutableArray<int> FindConstant()
    {
        if (Rows.Count == 0) return [];
        var first = First;
        HashSet<int> alike = [.. Enumerable.Range(0, Columns.Length).Where(i => Omissible.Contains(Columns[i].Name))];
        foreach (var row in Rows)
        {
            alike.RemoveWhere(i => row[i] != first[i]);
            if (alike.Count == 0) break;
        }
        return [.. alike.Order()];
    }
}
