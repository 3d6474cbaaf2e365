using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Serving;

/// <summary>The form of what the status endpoint says: names in camel case, enums as words, null for what is not known (docs/status.md).</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SweepSnapshot))]
[JsonSerializable(typeof(Heatmap))]
[JsonSerializable(typeof(StageDetail))]
internal sealed partial class StatusJson : JsonSerializerContext
{
    /// <summary>All in one line, for programs and streams.</summary>
    public static StatusJson Line { get; } = new(Form(isIndented: false));

    /// <summary>Indented, as commands print it.</summary>
    public static StatusJson Page { get; } = new(Form(isIndented: true));

    private static JsonSerializerOptions Form(bool isIndented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // For terminals and pipes, not for HTML: the arrow of a transfer stays one.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<RunState>(JsonNamingPolicy.CamelCase), new FiniteNumbers() },
        WriteIndented = isIndented,
        NewLine = "\n",
    };
}
