using Parquet;
using Parquet.Schema;
using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class RecordsParquetTests
{
    [Fact]
    public async Task A_file_has_the_lines_of_the_csv_with_real_types()
    {
        var records = RecordSet.OfCells(RowOrder.Sort(Rows.EveryState().Rows));
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(Write(records)));
        Assert.Equal(records.Columns.Select(column => (column.Name, column.Type)), reader.Schema.DataFields.Select(field => (field.Name, IsText(field) ? typeof(string) : field.ClrType)));
        Assert.Equal(records.Lines, await Read(reader));
    }

    [Fact]
    public async Task Many_lines_are_several_groups()
    {
        var lines = Enumerable.Range(0, 2 * RecordsParquet.LinesAGroup + 1).Select(i => (object?[])[i % 3 == 0 ? null : i, i % 2 == 0 ? null : $"text {i % 5}"]);
        var records = new RecordSet([new("number", typeof(int)), new("text", typeof(string))], lines);
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(Write(records)));
        Assert.Equal(3, reader.RowGroupCount);
        Assert.Equal(records.Lines, await Read(reader));
    }

    [Fact]
    public async Task No_line_is_a_file_with_columns()
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(Write(RecordSet.OfCells([]))));
        Assert.Equal((16, 0), (reader.Schema.DataFields.Length, reader.RowGroupCount));
    }

    [Fact]
    public void Equal_records_are_equal_bytes()
    {
        var rows = RowOrder.Sort(Rows.EveryState().Rows);
        Assert.Equal(Write(RecordSet.OfCells(rows)), Write(RecordSet.OfCells(rows)));
    }

    [Fact]
    public void A_pipe_takes_a_file_too()
    {
        var records = RecordSet.OfCells(RowOrder.Sort(Rows.EveryState().Rows));
        using var pipe = new OneWay();
        RecordsParquet.Write(pipe, records);
        Assert.Equal(Write(records), pipe.Written.ToArray());
    }

    private static byte[] Write(RecordSet records)
    {
        using var output = new MemoryStream();
        RecordsParquet.Write(output, records);
        return output.ToArray();
    }

    private static async Task<List<object?[]>> Read(ParquetReader reader)
    {
        var lines = new List<object?[]>();
        for (var number = 0; number < reader.RowGroupCount; number++)
        {
            using var group = reader.OpenRowGroupReader(number);
            var count = (int)group.RowCount;
            var columns = new List<object?[]>();
            foreach (var field in reader.Schema.DataFields) columns.Add(await Column(group, field, count));
            lines.AddRange(Enumerable.Range(0, count).Select(line => (object?[])[.. columns.Select(column => column[line])]));
        }
        return lines;
    }

    private static async Task<object?[]> Column(ParquetRowGroupReader group, DataField field, int count)
    {
        if (!IsText(field)) return field.ClrType == typeof(double) ? await Values<double>() : field.ClrType == typeof(long) ? await Values<long>() : await Values<int>();
        var texts = new string?[count];
        await group.ReadAsync(field, new Memory<string?>(texts));
        return texts;

        async Task<object?[]> Values<T>() where T : struct
        {
            var values = new T?[count];
            await group.ReadAsync<T>(field, values.AsMemory());
            return [.. values];
        }
    }

    private static bool IsText(DataField field) => field.ClrType == typeof(ReadOnlyMemory<char>);

    // Standard output as a pipe: it can neither go back nor say where it is.
    private sealed class OneWay : Stream
    {
        public MemoryStream Written { get; } = new();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => Written.Write(buffer, offset, count);
    }
}
