using System.Globalization;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;

namespace Sweeper.Host.Output;

/// <summary><c>status</c> as text: a few lines, the most urgent first.</summary>
internal static class StatusText
{
    /// <summary>Writes a snapshot.</summary>
    public static void Write(TextWriter output, SweepSnapshot snapshot)
    {
        foreach (var (name, value) in Lines(snapshot)) output.WriteLine(TerminalText.Clean($"{name,-10}  {value}".TrimEnd()));
    }

    private static IEnumerable<(string Name, string Value)> Lines(SweepSnapshot snapshot)
    {
        var counts = snapshot.Trainings;
        yield return ("sweep", $"{snapshot.Sweep}, {Words.Of(snapshot.State)}, {Humans.Time((snapshot.At - snapshot.Started).TotalSeconds)} since its start{(snapshot.Why is { } why ? $": {why}" : "")}");
        yield return ("work", $"{(100 * snapshot.Fraction).ToString("0.0", CultureInfo.InvariantCulture)}% done, {(snapshot.TimeLeft is { } left ? $"{Humans.Range(left)} left" : "time left not known yet")}");
        yield return ("trainings", $"{counts.Done:N0} of {counts.Asked:N0} done ({counts.Reused:N0} reused), {counts.Running:N0} running, {counts.Ready:N0} ready, "
            + $"{counts.Waiting:N0} waiting, {counts.Failed:N0} failed, {counts.Blocked:N0} blocked");
        yield return ("cells", $"{snapshot.CellsDone:N0} of {snapshot.Cells:N0}");
        foreach (var device in snapshot.Devices) yield return (device.Node.Length > 0 ? $"{device.Node}/{device.Device}" : device.Device, Of(device));
        foreach (var (index, claim) in snapshot.Claims.Index()) yield return (index == 0 ? "claims" : "", Of(claim));
        foreach (var (index, problem) in snapshot.Problems.Index())
            yield return (index == 0 ? "problems" : "", $"{Humans.Count(problem.Count, "training")} {problem.Cause}, {problem.ForGood:N0} for good: {problem.Message}; {problem.Remedy}");
    }

    private static string Of(DeviceStatus device)
    {
        if (device.IsHung) return "hangs in a training; it takes no more";
        if (device.Training is null) return "idle";
        var parts = new List<string> { device.Training };
        if (device.Epochs > 0) parts.Add($"epoch {device.Epoch}/{device.Epochs}");
        if (device.LastStep > 0) parts.Add($"step {device.Step:N0}/{device.LastStep:N0}");
        if (device.Accuracy is { } accuracy) parts.Add($"train {Humans.Points(accuracy)}%");
        if (device.ImagesPerSecond is { } speed) parts.Add($"{speed:N0} images/s");
        return string.Join("  ", parts);
    }

    private static string Of(ClaimStatus claim)
    {
        var points = claim.Difference is { } difference ? $", {Humans.Signed(difference)}{(claim is { Low: { } low, High: { } high } ? $" ({Humans.Signed(low)} .. {Humans.Signed(high)})" : "")}" : "";
        var needed = claim.SeedsStillNeeded is > 0 and var seeds ? $", {Humans.Count(seeds, "more seed")} needed" : "";
        return $"{claim.Verdict}: {claim.Name} ({claim.Expect}{points}, n {claim.N} of {claim.Wanted}{needed})";
    }
}
