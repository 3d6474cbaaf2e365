using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Tables as CSV (RFC 4180): a header line, numbers in full precision.</summary>
internal static class CsvTable
{
    public static void Write(TextWriter output, ReportTable table)
    {
        output.Write(CsvLine.Of(table.Columns.Select(column => column.Name)));
        foreach (var row in table.Rows) output.Write(CsvLine.Of(row.Select(cell => cell.Data ?? cell.Words)));
    }
}
