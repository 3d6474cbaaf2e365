using System.Collections.Immutable;
using System.Text.Json;

namespace Sweeper.Training.Tickets;

/// <summary>Writes the JSON header of a safetensors file: its metadata, and each tensor's type, shape and place.</summary>
internal static class SafeTensorsHeader
{
    private const string Metadata = "__metadata__";

    /// <summary>What the header says of a tensor.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Type">The format's word for the type: <c>F32</c>, <c>U8</c>.</param>
    /// <param name="Shape">The shape.</param>
    /// <param name="Elements">How many values there are.</param>
    /// <param name="ElementBytes">Bytes of a value.</param>
    public readonly record struct Field(string Name, string Type, ImmutableArray<long> Shape, long Elements, int ElementBytes);

    /// <summary>The header's bytes, a multiple of eight; tensors lie one after the other.</summary>
    /// <exception cref="ArgumentException">A shape is not that of its values, or a name is there twice or the format's own.</exception>
    public static byte[] Write(IReadOnlyList<Field> fields, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        Check(fields, metadata);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(Metadata);
                foreach (var (name, text) in metadata) json.WriteString(name, text);
                json.WriteEndObject();
            }
            long at = 0;
            foreach (var field in fields)
            {
                WriteField(json, field, at);
                at += field.Elements * field.ElementBytes;
            }
            json.WriteEndObject();
        }
        // Spaces up to a multiple of 8 bytes, as the reference writer does, so that the data can be mapped in place.
        while (stream.Length % 8 != 0) stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    private static void WriteField(Utf8JsonWriter json, Field field, long begin)
    {
        json.WriteStartObject(field.Name);
        json.WriteString("dtype", field.Type);
        json.WriteStartArray("shape");
        foreach (var side in field.Shape) json.WriteNumberValue(side);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + field.Elements * field.ElementBytes);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Check(IReadOnlyList<Field> fields, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        var names = new HashSet<string> { Metadata };
        foreach (var field in fields)
        {
            if (!names.Add(field.Name)) throw new ArgumentException($"tensor {field.Name} is there twice, or has the format's own name", nameof(fields));
            if (field.Shape.Aggregate(1L, (product, side) => checked(product * side)) != field.Elements)
                throw new ArgumentException($"tensor {field.Name} has {field.Elements} values, not {string.Join('x', field.Shape)}", nameof(fields));
        }
        if (metadata.DistinctBy(entry => entry.Key).Count() != metadata.Count) throw new ArgumentException("a name of the metadata is there twice", nameof(metadata));
    }
}
