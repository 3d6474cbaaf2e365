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
        var places = Places(bytes.Slice(8, (int)length));
        // Tensors tile the data, as the format demands: no byte twice, which would let a small file ask for much memory, and none unused.
        long at = 0;
        foreach (var place in places.OrderBy(place => place.Begin).ThenBy(place => place.End))
        {
            if (place.Begin != at) throw new InvalidDataException($"tensor {place.Name} starts at {place.Begin}, where {at} is expected");
            if (place.End > data.Length) throw new InvalidDataException($"tensor {place.Name} lies outside the file");
            at = place.End;
        }
        if (at != data.Length) throw new InvalidDataException($"{data.Length - at} bytes belong to no tensor");
        var tensors = new Dictionary<string, Entry>(places.Count);
        foreach (var place in places)
        {
            var values = MemoryMarshal.Cast<byte, float>(data[(int)place.Begin..(int)place.End]).ToArray();
            if (!tensors.TryAdd(place.Name, new(place.Name, place.Shape, values))) throw new InvalidDataException($"tensor {place.Name} is there twice");
        }
        return tensors;
    }

    private readonly record struct Place(string Name, ImmutableArray<long> Shape, long Begin, long End);

    private static List<Place> Places(ReadOnlySpan<byte> json)
    {
        try
        {
            using var header = JsonDocument.Parse(json.ToArray());
            return [.. header.RootElement.EnumerateObject().Where(property => property.Name != "__metadata__").Select(PlaceOf)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"a safetensors header that is not valid: {error.Message}", error);
        }
    }

    private static Place PlaceOf(JsonProperty property)
    {
        if (property.Value.GetProperty("dtype").GetString() != "F32") throw new InvalidDataException($"tensor {property.Name} is not F32");
        ImmutableArray<long> shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (offsets is not [>= 0 and var begin, var end] || end < begin) throw new InvalidDataException($"tensor {property.Name} has no valid place");
        if (Bytes(shape) != end - begin) throw new InvalidDataException($"tensor {property.Name} has {end - begin} bytes, not what its shape needs");
        return new(property.Name, shape, begin, end);
    }

    // -1 where a side is negative or there are more elements than an array can have.
    private static long Bytes(ImmutableArray<long> shape)
    {
        Int128 elements = 1;
        foreach (var side in shape)
        {
            if (side < 0) return -1;
            elements *= side;
            if (elements > Array.MaxLength) return -1;
        }
        return (long)elements * sizeof(float);
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
