using System.Globalization;
using System.Text;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;

namespace Sweeper.Host.Serving;

/// <summary>A snapshot as Prometheus reads it (text format 0.0.4).</summary>
internal static class Prometheus
{
    /// <summary>The form's media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All metrics; what is not known has no line.</summary>
    public static string Of(SweepSnapshot snapshot)
    {
        var text = new StringBuilder();
        foreach (var (name, help, samples) in Metrics(snapshot))
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
            foreach (var (value, labels) in samples)
            {
                if (value is not { } number) continue;
                var inside = string.Join(',', labels.Select(label => $"{label.Name}=\"{Escape(label.Value)}\""));
                text.Append(CultureInfo.InvariantCulture, $"{name}{(inside.Length > 0 ? $"{{{inside}}}" : "")} {Number(number)}\n");
            }
        }
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Help, IEnumerable<Sample> Samples)> Metrics(SweepSnapshot snapshot)
    {
        var (counts, left) = (snapshot.Trainings, snapshot.TimeLeft);
        yield return ("sweeper_info", "The sweep that runs and what the run is doing.", [new(1, ("sweep", snapshot.Sweep), ("state", Words.Of(snapshot.State)))]);
        yield return ("sweeper_trainings", "Trainings asked for, by what has become of them.",
        [
            new(counts.Done, ("state", "done")), new(counts.Running, ("state", "running")), new(counts.Ready, ("state", "ready")),
            new(counts.Waiting, ("state", "waiting")), new(counts.Failed, ("state", "failed")), new(counts.Blocked, ("state", "blocked")),
        ]);
        yield return ("sweeper_trainings_reused", "Trainings that were done when the run began.", [new(counts.Reused)]);
        yield return ("sweeper_cells", "Cells of the plan.", [new(snapshot.Cells)]);
        yield return ("sweeper_cells_done", "Cells that have a value.", [new(snapshot.CellsDone)]);
        yield return ("sweeper_work_done_ratio", "The share of the work that is done or given up.", [new(snapshot.Fraction)]);
        yield return ("sweeper_elapsed_seconds", "Seconds since the run began.", [new((snapshot.At - snapshot.Started).TotalSeconds)]);
        yield return ("sweeper_left_seconds", "Seconds to the end: the best guess, and what it will hardly be below and above.",
            [new(left?.LowSeconds, ("bound", "low")), new(left?.Seconds, ("bound", "best")), new(left?.HighSeconds, ("bound", "high"))]);
        yield return ("sweeper_problem_trainings", "Trainings that problems have hit, by cause.",
            snapshot.Problems.GroupBy(problem => problem.Cause).Select(cause => new Sample(cause.Sum(problem => problem.Count), ("cause", cause.Key))));
        yield return ("sweeper_device_busy", "Whether the device has a training.", Devices(device => device.Stage is null ? 0 : 1));
        yield return ("sweeper_device_hung", "Whether a training hangs in the device.", Devices(device => device.IsHung ? 1 : 0));
        yield return ("sweeper_device_step", "Optimizer steps done of the training that the device has.", Devices(device => device.Stage is null ? null : device.Step));
        yield return ("sweeper_device_last_step", "Optimizer steps of that training.", Devices(device => device.LastStep > 0 ? device.LastStep : null));
        yield return ("sweeper_device_images_per_second", "Training images a second in the last whole epoch.", Devices(device => device.ImagesPerSecond));
        yield return ("sweeper_device_memory_bytes", "Bytes of the device's memory in use.", Devices(device => device.MemoryBytes));
        yield return ("sweeper_device_memory_total_bytes", "Bytes of memory that the device has.", Devices(device => device.MemoryTotalBytes));
        yield return ("sweeper_device_utilisation_ratio", "How busy the device is.", Devices(device => device.Utilisation));
        yield return ("sweeper_device_heard_seconds", "Seconds since the device's last sign of life.", Devices(device => device.Stage is null ? null : device.HeardSecondsAgo));

        IEnumerable<Sample> Devices(Func<DeviceStatus, double?> value) =>
            snapshot.Devices.Select(device => new Sample(value(device), ("node", device.Node), ("device", device.Device)));
    }

    private static string Escape(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private sealed record Sample(double? Value, params (string Name, string Value)[] Labels);
}
