using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sweeper.Training.Tickets;

/// <summary>
/// The safetensors format (an 8-byte little-endian header length, a JSON header, the data). Float32 tensors are read; float32 and uint8
/// ones, and metadata, are written, in the order given: equal contents are equal bytes.
/// </summary>
public static class SafeTensors
{
    private const int LongestHeader = 16 << 20;

    /// <summary>A named tensor's place in a file.</summary>
    /// <param name="Name">The PyTorch-style name.</param>
    /// <param name="Shape">The shape.</param>
    /// <param name="Values">The elements, row-major.</param>
    public readonly record struct Entry(string Name, ImmutableArray<long> Shape, float[] Values);

    /// <summary>A named uint8 tensor's place in a file.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Shape">The shape.</param>
    /// <param name="Values">The elements, row-major.</param>
    public readonly record struct ByteEntry(string Name, ImmutableArray<long> Shape, byte[] Values);

    /// <summary>The bytes of a file with these tensors.</summary>
    /// <param name="tensors">The float32 tensors.</param>
    /// <param name="bytes">The uint8 tensors; they come after the others, so that every float lies at a multiple of four bytes.</param>
    /// <param name="metadata">Texts by name; null writes none.</param>
    /// <exception cref="ArgumentException">A shape is not that of its values, a name is there twice, or the header is too long.</exception>
    public static byte[] Write(IReadOnlyList<Entry> tensors, IReadOnlyList<ByteEntry>? bytes = null, IReadOnlyList<KeyValuePair<string, string>>? metadata = null)
    {
        var header = SafeTensorsHeader.Write(
        [
            .. tensors.Select(tensor => new SafeTensorsHeader.Field(tensor.Name, "F32", tensor.Shape, tensor.Values.LongLength, sizeof(float))),
            .. (bytes ?? []).Select(tensor => new SafeTensorsHeader.Field(tensor.Name, "U8", tensor.Shape, tensor.Values.LongLength, sizeof(byte))),
        ], metadata ?? []);
        if (header.Length > LongestHeader) throw new ArgumentException($"a safetensors header of {header.Length} bytes", nameof(tensors));
        var length = tensors.Sum(tensor => tensor.Values.LongLength) * sizeof(float) + (bytes ?? []).Sum(tensor => tensor.Values.LongLength);
        var file = new byte[checked((int)(8 + header.Length + length))];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.CopyTo(file, 8);
        var rest = file.AsSpan(8 + header.Length);
        foreach (var tensor in tensors) Append(MemoryMarshal.AsBytes(tensor.Values.AsSpan()), ref rest);
        foreach (var tensor in bytes ?? []) Append(tensor.Values, ref rest);
        return file;
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

    private static void Append(ReadOnlySpan<byte> data, ref Span<byte> rest)
    {
        data.CopyTo(rest);
        rest = rest[data.Length..];
    }
}
