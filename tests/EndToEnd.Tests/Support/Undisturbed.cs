using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Sweeper.EndToEnd.Tests.Support;

/// <summary>
/// What one undisturbed process finds, once for each sweep and its data: the same sweep on the same data gives the same bytes, wherever it ran. All tests of this process share it.
/// </summary>
internal sealed class Undisturbed
{
    private static readonly ConcurrentDictionary<string, Lazy<Undisturbed>> Known = new();

    private readonly string _store;

    private Undisturbed(Workplace place, string sweep)
    {
        _store = Path.Combine(Directory.CreateTempSubdirectory("sweeper-undisturbed-").FullName, "store");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(_store)!, recursive: true);
        using (var run = place.Start("run", sweep, "--store", _store, "--devices", "cpu:2")) run.WaitForExit(TimeSpan.FromHours(1)).Expect(0);
        Results = place.Results(_store);
        Artifacts = Query("SELECT key || ' ' || digest FROM artifacts WHERE id IN (SELECT min(id) FROM artifacts GROUP BY key) ORDER BY key");
        Trainings = long.Parse(Query("SELECT CAST(count(DISTINCT stage) AS TEXT) FROM results").Single());
        Blobs = [.. Directory.GetFiles(Path.Combine(_store, "blobs"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!)];
    }

    /// <summary>The results, as <c>results --format json</c> has them.</summary>
    public string Results { get; }

    /// <summary>Each artifact's key and digest, those that count.</summary>
    public IReadOnlyList<string> Artifacts { get; }

    /// <summary>The files of the store's blobs.</summary>
    public IReadOnlyList<string> Blobs { get; }

    /// <summary>Trainings of the sweep.</summary>
    public long Trainings { get; }

    /// <summary>What one finds of a sweep; it runs if none has.</summary>
    /// <param name="place">Where the sweep and its data are.</param>
    /// <param name="sweep">The sweep's file.</param>
    public static Undisturbed Of(Workplace place, string sweep) =>
        Known.GetOrAdd($"{place.DataVersion}\n{File.ReadAllText(sweep)}", _ => new(() => new(place, sweep))).Value;

    /// <summary>A store of a test's own in which all of it is done.</summary>
    public void CopyTo(string store)
    {
        foreach (var file in Directory.GetFiles(_store, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(store, Path.GetRelativePath(_store, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private List<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_store, "results.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var all = new List<string>();
        while (rows.Read()) all.Add(rows.GetString(0));
        return all;
    }
}
