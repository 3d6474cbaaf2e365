using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sweeper.Actors.Status;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Tests.Watching;

/// <summary>A moment of a sweep, from a file.</summary>
internal sealed record Recording(SweepSnapshot Snapshot, Heatmap Heatmap, ImmutableArray<StageDetail> Details)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The recording of a name: <c>start</c>, <c>small</c>, <c>paper</c>, <c>huge</c>, <c>ended</c>.</summary>
    public static Recording Read(string name)
    {
        using var file = typeof(Recording).Assembly.GetManifestResourceStream($"Recordings/{name}.json")!;
        return JsonSerializer.Deserialize<Recording>(file, Form)!;
    }

    /// <summary>All of it, with the first of its details.</summary>
    public ConsoleContent Content => new(Snapshot, Heatmap, Details.FirstOrDefault());
}
