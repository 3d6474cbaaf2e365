using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sweeper.Training.Tickets;

/// <summary>
/// The safetensors format (an 8-byte little-endian header length, a JSON header, the data), for float32 tensors. Tensors are written in
/// the order given, without metadata: equal tensors are equal bytes.
/// </summary>
public static class SafeTensors
{
    private const int LongestHeader = 16 << 20;

    /// <summary>A named tensor's place in a file.</summary>
    /// <param name="Name">The PyTorch-style name.</param>
    /// <param name="Shape">The shape.</param>
    /// <param name="Values">The elements, row-major.</param>
    public readonly record struct Entry(string Name, ImmutableArray<long> Shape, float[] Values);

    /// <summary>The bytes of a file with these tensors.</summary>
    public static byte[] Write(IReadOnlyList<Entry> tensors)
    {
        var header = Header(tensors);
        var bytes = new byte[8 + header.Length + tensors.Sum(tensor => tensor.Values.Length) * sizeof(float)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes, 8);
        var at = 8 + header.Length;
        foreach (var tensor in tensors)
        {
            var data = MemoryMarshal.AsBytes(tensor.Values.AsSpan());
            data.CopyTo(bytes.AsSpan(at));
            at += data.Length;
        }
        return bytes;
    }

    /// <summary>The tensors of a file, by name.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a safetensors file of float32 tensors.</exception>
    public static Dictionary<string, Entry> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) throw new InvalidDataException("a safetensors file of fewer than 8 bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LongestHeader || length > (ulong)bytes.Length - 8) throw new InvalidDataException($"a safetensors header of {length} bytes");
        var data = bytes[(8 + (int)length)..];
        var tensors = new Dictionary<string, Entry>();
        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(8, (int)length).ToArray());
            foreach (var property in header.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__") continue;
                tensors.Add(property.Name, ReadEntry(property, data));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"a safetensors header that is not valid: {error.Message}", error);
        }
        return tensors;
    }

    private static Entry ReadEntry(JsonProperty property, ReadOnlySpan<byte> data)
    {
        if (property.Value.GetProperty("dtype").GetString() != "F32") throw new InvalidDataException($"tensor {property.Name} is not F32");
        ImmutableArray<long> shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())];
        var (begin, end) = (property.Value.GetProperty("data_offsets")[0].GetInt64(), property.Value.GetProperty("data_offsets")[1].GetInt64());
        if (begin < 0 || end < begin || end > data.Length) throw new InvalidDataException($"tensor {property.Name} lies outside the file");
        if (shape.Any(side => side < 0) || shape.Aggregate((Int128)sizeof(float), (product, side) => product * side) != end - begin)
            throw new InvalidDataException($"tensor {property.Name} has {end - begin} bytes, not what its shape needs");
        return new(property.Name, shape, MemoryMarshal.Cast<byte, float>(data[(int)begin..(int)end]).ToArray());
    }

    private static byte[] Header(IReadOnlyList<Entry> tensors)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            long at = 0;
            json.WriteStartObject();
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var side in tensor.Shape) json.WriteNumberValue(side);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += tensor.Values.Length * sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // Spaces up to a multiple of 8 bytes, as the reference writer does, so that the data can be mapped in place.
        while (stream.Length % 8 != 0) stream.WriteByte((byte)' ');
        return stream.ToArray();
    }
}
