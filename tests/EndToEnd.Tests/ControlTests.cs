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
        var sweep = _place.Sweep(epochs: 25);
        _place.Run("run", sweep, "--store", "undisturbed", "--devices", "cpu:2").Expect(0);
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
        Assert.Equal(_place.Results("undisturbed"), _place.Results("paused"));
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

    private JsonElement Status() => JsonDocument.Parse(_place.Run("status", "--json", "--store", "paused").Expect(0).Output).RootElement;

    private string Steps() => string.Join(' ', Status().GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("step").GetInt64()));

    private static bool Pause()
    {
        Thread.Sleep(1500);
        return true;
    }

    public void Dispose() => _place.Dispose();
}
