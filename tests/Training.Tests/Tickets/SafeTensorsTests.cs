using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Tickets;

public class SafeTensorsTests
{
    private static readonly ImmutableArray<SafeTensors.Entry> Tiny =
    [
        new("fc.weight", [1, 3], [1f, -2f, 0.5f]),
        new("fc.bias", [1], [3f]),
    ];

    private const string TinyHeader = """{"fc.weight":{"dtype":"F32","shape":[1,3],"data_offsets":[0,12]},"fc.bias":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""";

    private static readonly byte[] TinyData = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F, 0, 0, 0x40, 0x40];

    private static readonly Gen<SafeTensors.Entry[]> Entries =
        Gen.Select(Gen.Int[0, 4].Array[0, 3], Gen.Int[0, 1_000_000]).Array[0, 5].Select(tensors => tensors.Select((tensor, i) =>
        {
            var (shape, seed) = tensor;
            var length = shape.Aggregate(1, (product, side) => product * side);
            return new SafeTensors.Entry($"layer{i}.\"wéight\"", [.. shape.Select(side => (long)side)],
                [.. Enumerable.Range(0, length).Select(k => BitConverter.Int32BitsToSingle(seed * 7919 + k * 104_729))]);
        }).ToArray());

    [Fact]
    public void A_tiny_file_is_these_bytes()
    {
        var padded = TinyHeader + new string(' ', (8 - TinyHeader.Length % 8) % 8);
        Assert.Equal(File(padded, TinyData), SafeTensors.Write(Tiny));
    }

    [Fact]
    public void A_tiny_file_with_bytes_and_metadata_is_these_bytes()
    {
        const string header = """{"__metadata__":{"format":"pt","by":"a \u0022test\u0022"},""" + """
            "fc.weight":{"dtype":"F32","shape":[1,3],"data_offsets":[0,12]},"fc.bias":{"dtype":"F32","shape":[1],"data_offsets":[12,16]},"mask.fc.weight":{"dtype":"U8","shape":[1,3],"data_offsets":[16,19]}}
            """;
        var padded = header + new string(' ', (8 - header.Length % 8) % 8);
        SafeTensors.ByteEntry[] mask = [new("mask.fc.weight", [1, 3], [1, 0, 1])];
        Assert.Equal(File(padded, [.. TinyData, 1, 0, 1]), SafeTensors.Write(Tiny, mask, [new("format", "pt"), new("by", "a \"test\"")]));
    }

    [Fact]
    public void What_no_reader_takes_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => SafeTensors.Write([new("a", [2], [1f])]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write([new("a", [1], [1f]), new("a", [1], [1f])]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write([new("a", [1], [1f])], [new("a", [1], [1])]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write([new("__metadata__", [1], [1f])]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write([], [new("a", [2, 2], [1, 1, 1])]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write([], [], [new("a", "1"), new("a", "2")]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write([], [], [new("a", new string('x', 17 << 20))]));
    }

    [Fact]
    public void Tensors_of_bytes_are_refused_where_floats_are_read() =>
        Assert.Throws<InvalidDataException>(() => SafeTensors.Read(SafeTensors.Write(Tiny, [new("mask", [1], [1])])));

    [Fact]
    public void The_data_start_at_a_multiple_of_eight_bytes() => Entries.Sample(tensors =>
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(SafeTensors.Write(tensors)) % 8));

    [Fact]
    public void Tensors_read_back_bit_for_bit() => Entries.Sample(tensors =>
    {
        var read = SafeTensors.Read(SafeTensors.Write(tensors));
        Assert.Equal(tensors.Length, read.Count);
        foreach (var tensor in tensors)
        {
            Assert.Equal(tensor.Shape, read[tensor.Name].Shape);
            Assert.Equal(Bits(tensor.Values), Bits(read[tensor.Name].Values));
        }
    });

    [Fact]
    public void Another_reader_finds_every_tensor() => Entries.Sample(tensors =>
    {
        var bytes = SafeTensors.Write(tensors);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        var end = 0;
        foreach (var (tensor, property) in tensors.Zip(header.RootElement.EnumerateObject()))
        {
            Assert.Equal(tensor.Name, property.Name);
            Assert.Equal(["dtype", "shape", "data_offsets"], property.Value.EnumerateObject().Select(field => field.Name));
            Assert.Equal("F32", property.Value.GetProperty("dtype").GetString());
            Assert.Equal(tensor.Shape, property.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()));
            var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()).ToArray();
            Assert.Equal([end, end + 4 * tensor.Values.Length], offsets);
            end = offsets[1];
            for (var i = 0; i < tensor.Values.Length; i++)
                Assert.Equal(BitConverter.SingleToInt32Bits(tensor.Values[i]), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8 + length + offsets[0] + 4 * i)));
        }
        Assert.Equal(8 + length + end, bytes.Length);
    });

    [Fact]
    public void Metadata_other_orders_scalars_and_empty_tensors_are_read()
    {
        const string header = """
            {"__metadata__":{"format":"pt"},"b":{"shape":[],"data_offsets":[8,12],"dtype":"F32"},"empty":{"dtype":"F32","shape":[0,7],"data_offsets":[8,8]},
            "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            """;
        var read = SafeTensors.Read(File(header, TinyData[..12]));
        Assert.Equal(["a", "b", "empty"], read.Keys.Order());
        Assert.Equal([1f, -2f], read["a"].Values);
        Assert.Equal([0.5f], read["b"].Values);
        Assert.Empty(read["empty"].Values);
    }

    [Fact]
    public void Damaged_files_are_read_or_are_invalid_data_and_nothing_else() => Fuzz.Damaged(SafeTensors.Write(Tiny)).Sample(bytes =>
    {
        try
        {
            var read = SafeTensors.Read(bytes);
            Assert.All(read.Values, tensor => Assert.Equal(tensor.Values.Length, tensor.Shape.Aggregate(1L, (product, side) => product * side)));
            Assert.True(read.Values.Sum(tensor => tensor.Values.Length) * 4 <= bytes.Length);
        }
        catch (InvalidDataException)
        {
        }
    }, iter: 20_000);

    // The same for headers that stay JSON: numbers, names and types are swapped.
    [Fact]
    public void Headers_with_other_values_are_read_or_are_invalid_data_and_nothing_else()
    {
        string[] values = ["-1", "0", "4", "12", "16", "20", "1e2", "1.5", "9223372036854775807", "99999999999999999999", "null", "true", "\"F32\"", "\"I8\"", "[]", "{}", "[0,12]", "[[0],12]", "\"\\ud800\""];
        var value = Gen.OneOfConst(values);
        Gen.Select(value, value.Array[0, 3], value.Array[0, 3], value).Sample((dtype, shape, offsets, whole) =>
        {
            foreach (var entry in new[] { $$"""{"dtype":{{dtype}},"shape":[{{string.Join(',', shape)}}],"data_offsets":[{{string.Join(',', offsets)}}]}""", $$"""{"dtype":"F32","shape":[{{string.Join(',', shape)}}],"data_offsets":[{{string.Join(',', offsets)}}]}""", $$"""{"dtype":"F32","shape":{{whole}},"data_offsets":{{whole}}}""", whole })
            {
                try
                {
                    Assert.Equal(TinyData.Length, SafeTensors.Read(File($$"""{"a":{{entry}}}""", TinyData))["a"].Values.Length * 4);
                }
                catch (InvalidDataException)
                {
                }
            }
        }, iter: 20_000);
    }

    public static TheoryData<string> HostileHeaders =>
    [
        "", "x", "[]", "3", "null", "{", """{"a":1}""", """{"a":[]}""", """{"a":{}}""",
        // Sixteen bytes of data follow.
        Tensor("a", "[4]", "[0,12]"), Tensor("a", "[4]", "[0,20]"), Tensor("a", "[5]", "[0,20]"), Tensor("a", "[4]", "[-16,0]"), Tensor("a", "[4]", "[16,0]"),
        Tensor("a", "[4]", "[]"), Tensor("a", "[4]", "[0]"), Tensor("a", "[4]", "[0,16,16]"), Tensor("a", "[4]", "0"), Tensor("a", "4", "[0,16]"),
        Tensor("a", "[-4]", "[0,16]"), Tensor("a", "[-2,-2]", "[0,16]"), Tensor("a", "[2.5]", "[0,10]"), Tensor("a", "[\"4\"]", "[0,16]"),
        Tensor("a", "[9223372036854775807]", "[0,16]"), Tensor("a", "[4]", "[0,9223372036854775807]"), Tensor("a", "[99999999999999999999]", "[0,16]"),
        // 4 x 2^62 x 2^62 x 4 bytes are 2^128, which 128 bits take for 0.
        $$"""{{{Field("a", "[4]", "[0,16]")}},{{Field("b", "[4611686018427387904,4611686018427387904,4]", "[16,16]")}}}""",
        $$"""{{{Field("a", "[4]", "[0,16]")}},{{Field("a", "[4]", "[0,16]")}}}""",
        $$"""{{{Field("a", "[4]", "[0,16]")}},{{Field("a", "[0]", "[16,16]")}}}""",
        $$"""{{{Field("a", "[4]", "[0,16]")}},{{Field("b", "[4]", "[0,16]")}}}""",
        $$"""{{{Field("a", "[3]", "[0,12]")}},{{Field("b", "[2]", "[8,16]")}}}""",
        $$"""{{{Field("a", "[1]", "[0,4]")}},{{Field("b", "[1]", "[12,16]")}}}""",
        Tensor("a", "[3]", "[0,12]"), Tensor("a", "[3]", "[4,16]"),
        Tensor("a", "[4]", "[0,16]").Replace("F32", "F64"), Tensor("a", "[4]", "[0,16]").Replace("\"F32\"", "null"), Tensor("a", "[4]", "[0,16]").Replace("dtype", "type"),
        Tensor("\\ud800", "[4]", "[0,16]"), Tensor("a", "[4]", "[0,16]") + "x", new string('[', 1000),
    ];

    [Theory, MemberData(nameof(HostileHeaders))]
    public void Hostile_headers_are_refused(string header) => Assert.Throws<InvalidDataException>(() => SafeTensors.Read(File(header, TinyData)));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_file_without_a_header_length_is_refused(int length) => Assert.Throws<InvalidDataException>(() => SafeTensors.Read(new byte[length]));

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(1UL << 32)]
    [InlineData(3UL)]
    public void A_header_longer_than_the_file_is_refused(ulong length)
    {
        var bytes = new byte[10];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Assert.Throws<InvalidDataException>(() => SafeTensors.Read(bytes));
    }

    private static string Field(string name, string shape, string offsets) => $$"""
        "{{name}}":{"dtype":"F32","shape":{{shape}},"data_offsets":{{offsets}}}
        """;

    private static string Tensor(string name, string shape, string offsets) => "{" + Field(name, shape, offsets) + "}";

    private static byte[] File(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)json.Length);
        json.CopyTo(bytes, 8);
        data.CopyTo(bytes, 8 + json.Length);
        return bytes;
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
