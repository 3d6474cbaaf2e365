using System.Text.Json;
using Sweeper.Training.Native;

namespace Sweeper.Host.Output;

/// <summary>
/// How fast this machine trains, as measured by the runs it has done: floating-point operations a second of one trainer, by model.
/// Kept in the user's cache; losing it costs an estimate.
/// </summary>
internal sealed class SpeedBook
{
    private readonly Dictionary<string, double> _operationsPerSecond;

    public SpeedBook(IReadOnlyDictionary<string, double> operationsPerSecond) => _operationsPerSecond = new(operationsPerSecond);

    private static string FilePath => Path.Combine(UserCache.Folder, "speeds.json");

    /// <summary>What earlier runs measured; nothing where there is no cache.</summary>
    public static SpeedBook Load()
    {
        try
        {
            return new(JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(FilePath)) ?? []);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(new Dictionary<string, double>());
        }
    }

    /// <summary>Notes measured speeds; a cache that cannot be written is no error.</summary>
    public void Record(IEnumerable<(string Model, double OperationsPerSecond)> measured)
    {
        foreach (var (model, speed) in measured) _operationsPerSecond[model] = speed;
        try
        {
            Directory.CreateDirectory(UserCache.Folder);
            var temporary = $"{FilePath}.{Environment.ProcessId}";
            File.WriteAllText(temporary, JsonSerializer.Serialize(_operationsPerSecond));
            File.Move(temporary, FilePath, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next run measures again.
        }
    }

    /// <summary>Seconds of one trainer for some trainings. A model never measured goes by the mean of the others; null if none was.</summary>
    public double? Seconds(IEnumerable<(string Model, double Operations)> trainings)
    {
        if (_operationsPerSecond.Count == 0) return null;
        var mean = _operationsPerSecond.Values.Average();
        return trainings.Sum(training => training.Operations / _operationsPerSecond.GetValueOrDefault(training.Model, mean));
    }
}
