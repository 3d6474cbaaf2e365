using Parquet;
using Parquet.Schema;

namespace Sweeper.Host.Output;

/// <summary>Records as Apache Parquet, in groups of lines, so that no more than one of them is in memory.</summary>
internal static class RecordsParquet
{
    /// <summary>Lines of a group: with a few dozen columns some MiB.</summary>
    public const int LinesAGroup = 1 << 14;

    /// <summary>Writes a file.</summary>
    /// <param name="output">Where to; it need not be one that can go back.</param>
    /// <param name="records">The records.</param>
    public static void Write(Stream output, RecordSet records) => WriteAsync(output, records).GetAwaiter().GetResult();

    private static async Task WriteAsync(Stream output, RecordSet records)
    {
        DataField[] fields = [.. records.Columns.Select(column => new DataField(column.Name, column.Type, isNullable: true))];
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. fields]), output);
        foreach (var lines in records.Lines.Chunk(LinesAGroup))
        {
            using var group = writer.CreateRowGroup();
            for (var i = 0; i < fields.Length; i++) await WriteColumn(group, fields[i], records.Columns[i].Type, lines, i);
        }
    }

    private static Task WriteColumn(ParquetRowGroupWriter group, DataField field, Type type, object?[][] lines, int column)
    {
        if (type == typeof(string)) return group.WriteAsync(field, [.. lines.Select(line => (string?)line[column])!]);
        if (type == typeof(double)) return group.WriteAsync<double>(field, Values<double>());
        if (type == typeof(long)) return group.WriteAsync<long>(field, Values<long>());
        return type == typeof(int) ? group.WriteAsync<int>(field, Values<int>()) : throw new ArgumentException($"{type} is no type of a column of records", nameof(type));

        ReadOnlyMemory<T?> Values<T>() where T : struct => Array.ConvertAll(lines, line => (T?)line[column]);
    }
}
