using System.Text.Encodings.Web;
using System.Text.Json;
using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary>How every command writes JSON: indented, LF line ends, one at the end.</summary>
internal static class JsonOutput
{
    private const int BytesAWrite = 1 << 16;

    // For files and pipes, not for HTML: a dataset's & stays one; control characters are escaped all the same.
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object in one line, and a line break.</summary>
    public static void WriteLine(Stream output, Action<Utf8JsonWriter> writeFields)
    {
        using (var json = new Utf8JsonWriter(output, Layout with { Indented = false }))
        {
            json.WriteStartObject();
            writeFields(json);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    /// <summary>Writes one document, and a line break.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, Layout)) write(json);
        output.Write("\n"u8);
    }

    /// <summary>A number, or null.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>A whole number, or null.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>Mean, spread and interval of a group.</summary>
    public static void WriteStatistics(Utf8JsonWriter json, GroupStatistics statistics)
    {
        WriteNumber(json, "mean", statistics.Mean);
        WriteNumber(json, "sd", statistics.Sd);
        WriteNumber(json, "ci95Low", statistics.Ci95Low);
        WriteNumber(json, "ci95High", statistics.Ci95High);
    }

    /// <summary>Writes an array, an object an item, and a line break. Items are written as they come: a document of a million is never in memory.</summary>
    public static void WriteArray<T>(Stream output, IEnumerable<T> items, Action<Utf8JsonWriter, T> writeItem) => Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            writeItem(json, item);
            if (json.BytesPending > BytesAWrite) json.Flush();
        }
        json.WriteEndArray();
    });
}
