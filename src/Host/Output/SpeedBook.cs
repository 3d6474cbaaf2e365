using System.Text.Json;
using Sweeper.Training.Native;

namespace Sweeper.Host.Output;

/// <summary>
/// How fast this machine trains, as measured by the runs it has done: floating-point operations a second of one trainer, by model.
/// Kept in the user's cache; losing it costs an estimate.
/// </summary>
internal sealed class SpeedBook
{
    private const string FileName = "speeds.json";

    private readonly Dictionary<string, double> _operationsPerSecond;
    private readonly string? _folder;

    /// <summary>Speeds as they are given; what is no speed is left out.</summary>
    /// <param name="operationsPerSecond">By model.</param>
    /// <param name="folder">Where to keep them; null is nowhere.</param>
    public SpeedBook(IReadOnlyDictionary<string, double> operationsPerSecond, string? folder = null)
    {
        _operationsPerSecond = operationsPerSecond.Where(pair => IsSpeed(pair.Value)).ToDictionary();
        _folder = folder;
    }

    /// <summary>What earlier runs measured; nothing where there is no cache.</summary>
    /// <param name="folder">Null is the user's cache.</param>
    public static SpeedBook Load(string? folder = null)
    {
        folder ??= UserCache.Folder;
        if (folder is null) return new(new Dictionary<string, double>());
        try
        {
            return new(JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Path.Combine(folder, FileName))) ?? [], folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(new Dictionary<string, double>(), folder);
        }
    }

    /// <summary>Notes measured speeds; a cache that cannot be written is no error.</summary>
    public void Record(IEnumerable<(string Model, double OperationsPerSecond)> measured)
    {
        foreach (var (model, speed) in measured.Where(one => IsSpeed(one.OperationsPerSecond))) _operationsPerSecond[model] = speed;
        if (_folder is null || _operationsPerSecond.Count == 0) return;
        try
        {
            Directory.CreateDirectory(_folder);
            var path = Path.Combine(_folder, FileName);
            var temporary = $"{path}.{Environment.ProcessId}";
            File.WriteAllText(temporary, JsonSerializer.Serialize(_operationsPerSecond));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next run measures again.
        }
    }

    /// <summary>Whether nothing has been measured.</summary>
    public bool IsEmpty => _operationsPerSecond.Count == 0;

    /// <summary>Seconds of one trainer for so many operations; a model never measured goes by the mean of the others.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been measured.</exception>
    public double Seconds(string model, double operations) =>
        operations / (_operationsPerSecond.TryGetValue(model, out var speed) ? speed : _operationsPerSecond.Values.Average());

    // Between a thousand and 10^18 operations a second is anything that computes.
    private static bool IsSpeed(double value) => value is >= 1e3 and <= 1e18;
}
