using System.Globalization;

namespace Sweeper.Host.Output;

/// <summary>Records as CSV (RFC 4180): a header, numbers in full precision with a point, empty where there is no value.</summary>
internal static class RecordsCsv
{
    /// <summary>Writes all.</summary>
    public static void Write(TextWriter output, RecordSet records)
    {
        output.Write(CsvLine.Of(records.Columns.Select(column => column.Name)));
        foreach (var line in records.Lines) output.Write(CsvLine.Of(line.Select(Text)));
    }

    private static string? Text(object? value) => value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);
}
