using System.Text.Json;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>
/// Remembers the facts of base datasets between processes, so that a plan need not inflate and hash 55 MB again. It only saves time:
/// an entry that is absent, damaged or of other files is built anew, and a folder that cannot be written to is no error.
/// </summary>
/// <param name="folder">Where the entries lie; null remembers nothing.</param>
internal sealed class BaseFactsCache(string? folder)
{
    // Changes when an entry's content or meaning does; older entries are then never found.
    private const string Version = "facts/v2";

    /// <summary>The facts of files with this stamp; null where they are not remembered.</summary>
    public BaseFacts? Find(string stamp, PublishedDataset? published)
    {
        var key = Key(stamp, published);
        if (PathOf(key) is not { } path) return null;
        try
        {
            var lines = File.ReadAllLines(path);
            if (lines.Length != 2 || ContentHash.Of(lines[0]) != lines[1]) return null;
            return JsonSerializer.Deserialize<Entry>(lines[0]) is { } entry && entry.Key == key ? entry.Facts() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // The facts are then read from the data, which says so itself where those are unreadable too.
        }
    }

    /// <summary>Remembers facts. Readers see the entry whole or not at all.</summary>
    public void Store(string stamp, PublishedDataset? published, BaseFacts facts)
    {
        var key = Key(stamp, published);
        if (PathOf(key) is not { } path) return;
        var json = JsonSerializer.Serialize(Entry.Of(key, facts));
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder!);
            File.WriteAllText(temporary, $"{json}\n{ContentHash.Of(json)}\n");
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only home or a full disk costs the next start the reading, nothing else.
            DeleteLeftOver(temporary);
        }
    }

    private static void DeleteLeftOver(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing can be written there, so there is nothing to delete either.
        }
    }

    private static string Key(string stamp, PublishedDataset? published) =>
        ContentHash.Of($"{Version}\n{published?.Classes}\n{published?.Content}\n{stamp}");

    private string? PathOf(string key) => folder is null ? null : Path.Combine(folder, $"{key}.json");

    private sealed record Entry(
        string Key, string Digest, int[] Geometry, int[] TrainCounts, int[] TestCounts, float[] Means, float[] Sds, bool Official)
    {
        public static Entry Of(string key, BaseFacts facts) => new(
            key,
            facts.Digest.Hex,
            [facts.Geometry.Channels, facts.Geometry.Height, facts.Geometry.Width],
            [.. facts.TrainCounts],
            [.. facts.TestCounts],
            [.. facts.Normalisation.Select(channel => channel.Mean)],
            [.. facts.Normalisation.Select(channel => channel.Sd)],
            facts.Official);

        public BaseFacts Facts() => new(
            new Digest(Digest),
            new ImageGeometry(Geometry[0], Geometry[1], Geometry[2]),
            [.. TrainCounts],
            [.. TestCounts],
            [.. Means.Zip(Sds, (mean, sd) => new ChannelNormalisation(mean, sd))],
            Official);
    }
}
