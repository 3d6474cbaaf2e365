namespace Sweeper.Host.Output;

/// <summary>Lines of CSV files (RFC 4180).</summary>
internal static class CsvLine
{
    /// <summary>The line of some fields and its end; null is empty.</summary>
    public static string Of(params IEnumerable<string?> fields) => string.Join(',', fields.Select(Quote)) + "\r\n";

    private static string Quote(string? value) =>
        value is null ? "" : value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
