using System.Text.Json;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

/// <summary>A real run that is watched and told what to do from another process.</summary>
public class ControlTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void A_run_that_was_paused_and_resumed_has_the_results_of_one_that_was_not()
    {
        var sweep = _place.Sweep(epochs: 40);
        using (var run = _place.Start("run", sweep, "--store", "paused", "--devices", "cpu:2", "--console", "json"))
        {
            run.WaitUntil("a training has finished", () => run.Errors.Contains("\"completed\"", StringComparison.Ordinal));
            Assert.Contains("paused", _place.Run("pause", "--store", "paused").Expect(0).Errors);
            Assert.Equal("paused", Status().GetProperty("state").GetString());
            // What is in flight ends its epoch and holds: after a while nothing moves any more.
            run.WaitUntil("nothing moves", () => Steps() is var before && Pause() && Steps() == before);
            Assert.Contains("paused already", _place.Run("pause", "--store", "paused").Expect(0).Errors);
            Assert.Contains("resumed", _place.Run("resume", "--store", "paused").Expect(0).Errors);
            run.WaitForExit().Expect(0);
        }
        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results("paused"));
        Assert.Contains("nothing to pause", _place.Run("pause", "--store", "paused").Expect(2).Errors);
    }

    [Fact]
    public void A_run_is_cancelled_from_elsewhere_and_keeps_what_it_has()
    {
        var sweep = _place.Sweep(epochs: 25);
        using var run = _place.Start("run", sweep, "--store", "s", "--console", "plain");
        run.WaitUntil("a training has finished", () => run.Errors.Contains("seed ", StringComparison.Ordinal));
        _place.Run("cancel", "--store", "s").Expect(0);
        run.WaitForExit().Expect(130);
        Assert.False(File.Exists(Path.Combine(_place.Folder, "s", "run.token")));
        Assert.Matches("[1-9][0-9]* of [0-9]+ trainings reused", _place.Run("run", sweep, "--store", "s").Expect(0).Errors);
    }

    [Fact]
    public void One_of_two_trainings_that_failed_is_retried_in_a_run_and_devices_tell_how_busy_they_are()
    {
        // The dense trainings of patterns-a give NaN, one a seed; those of patterns-b go on for long after.
        var sweep = _place.Sweep(epochs: 200, more:
            """
            overrides:
              - {match: {dataset: patterns-a}, role: source, recipe: {epochs: 1, optimizers: {sgd: {lr: 1.0e+30}}}}
            """);
        using var run = _place.Start("run", sweep, "--store", "paused", "--devices", "cpu:2", "--console", "json");
        run.WaitUntil("two trainings have failed", () => Count("failed-for-good") == 2);
        var failed = Events("failed-for-good").Select(line => line.GetProperty("stage").GetString()!).ToList();
        Assert.Equal(2, failed.Distinct().Count());
        Assert.Contains("has a key that starts with", _place.Run("retry", "0123456789abcdef", "--store", "paused").Expect(2).Errors);
        Assert.Contains("hexadecimal", _place.Run("retry", "lenet", "--store", "paused").Expect(2).Errors);
        Assert.Contains("are tried again", _place.Run("retry", failed[1][..12], "--store", "paused").Expect(0).Errors);
        run.WaitUntil("that one has failed again", () => Count("failed-for-good") == 3);
        Assert.Equal(1, Assert.Single(Events("retried")).GetProperty("trainings").GetInt32());
        Assert.Equal(failed[1], Events("failed-for-good")[2].GetProperty("stage").GetString());
        run.WaitUntil("a device tells how busy it is", () => Status().GetProperty("devices").EnumerateArray().Any(device => device.GetProperty("utilisation") is { ValueKind: JsonValueKind.Number } share && share.GetDouble() > 0.05));
        _place.Run("cancel", "--store", "paused").Expect(0);
        run.WaitForExit().Expect(130);

        int Count(string name) => run.Errors.Split($"\"event\":\"{name}\"").Length - 1;
        List<JsonElement> Events(string name) =>
            [.. run.Errors.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("event").GetString() == name)];
    }

    private JsonElement Status() => JsonDocument.Parse(_place.Run("status", "--json", "--store", "paused").Expect(0).Output).RootElement;

    private string Steps() => string.Join(' ', Status().GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("step").GetInt64()));

    private static bool Pause()
    {
        Thread.Sleep(1500);
        return true;
    }

    public void Dispose() => _place.Dispose();
}
