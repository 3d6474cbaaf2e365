using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Tables as CSV (RFC 4180): a header line, numbers in full precision.</summary>
internal static class CsvTable
{
    public static string Write(ReportTable table) =>
        CsvLine.Of(table.Columns.Select(column => column.Name)) + string.Concat(table.Rows.Select(row => CsvLine.Of(row.Select(cell => cell.Data ?? cell.Words))));
}
