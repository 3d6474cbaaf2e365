using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class InterruptionTests : IDisposable
{
    private const int SigInt = 2, SigKill = 9, SigTerm = 15;

    private readonly Workplace _place = new();

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public void One_signal_drops_what_is_in_flight_and_keeps_what_is_finished(int signal)
    {
        // Trainings of minutes, but for the random ones' neighbours: nothing would end by itself in time.
        var sweep = _place.Sweep(epochs: 20_000);
        using var command = _place.Start("run", sweep, "--store", _place.Store);
        command.WaitUntil("a training has begun", () => OpenAttempts() > 0);
        var clock = Stopwatch.StartNew();
        command.Signal(signal);
        var result = command.WaitForExit().Expect(130);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"it took {clock.Elapsed}");
        Assert.Contains("goes on where this stopped", result.Errors);
        Assert.Equal(0, OpenAttempts());
        // Nothing is held against the trainings that were dropped.
        Assert.Equal(0, Scalar("select count(*) from attempts where outcome not in ('cancelled')"));
    }

    [Fact]
    public void Finished_work_survives_an_interruption()
    {
        var sweep = _place.Sweep(seeds: "3", epochs: 25);
        using var command = _place.Start("run", sweep, "--store", _place.Store);
        command.WaitUntil("two trainings have finished", () => command.Errors.Split("seed ").Length > 2);
        command.Signal(SigInt);
        command.WaitForExit().Expect(130);
        var kept = Scalar("select count(*) from results");
        Assert.InRange(kept, 2, 41);
        Assert.Contains($"{kept} of 42 trainings reused", _place.Run("run", sweep, "--store", _place.Store).Expect(0).Errors);
    }

    [Fact]
    public void A_second_signal_ends_it_at_once()
    {
        using var command = _place.Start("run", _place.Sweep(epochs: 20_000), "--store", _place.Store);
        command.WaitUntil("a training has begun", () => OpenAttempts() > 0);
        command.Signal(SigInt);
        command.Signal(SigInt);
        command.WaitForExit().Expect(130);
    }

    [Fact]
    public void A_training_that_takes_the_process_down_three_times_is_set_aside_and_the_rest_goes_on()
    {
        // One source and one trainer: the first training is always the same one. It is long, so the kill falls into it.
        var path = _place.Sweep(seeds: "[0]", rounds: 1, epochs: 20_000);
        for (var death = 0; death < 3; death++)
        {
            using var command = _place.Start("run", path, "--store", _place.Store, "--devices", "cpu:1");
            command.WaitUntil("another attempt has begun", () => Scalar("select count(*) from attempts") == death + 1);
            command.Signal(SigKill);
            command.WaitForExit();
        }
        // The same sweep; only now it is interrupted politely, after the stage has been reported as set aside.
        using var last = _place.Start("run", path, "--store", _place.Store, "--devices", "cpu:1");
        last.WaitUntil("another training has begun", () => Scalar("select count(*) from attempts") == 4);
        last.WaitUntil("it says what was set aside", () => last.Errors.Contains("1 training failed for good in earlier runs", StringComparison.Ordinal));
        Assert.Contains("sweeper retry", last.Errors);
        last.Signal(SigInt);
        last.WaitForExit().Expect(130);
        // The training made tickets of half a: the cells that need them say so, and the others are only not there yet.
        Assert.Contains("\"state\": \"blocked\"", _place.Results(_place.Store));
        Assert.Contains("\"state\": \"missing\"", _place.Results(_place.Store));
        Assert.Equal(2, Scalar("select count(distinct stage) from attempts"));
        // The user asks for it again, and it is tried again.
        Assert.Contains("1 training will be tried again", _place.Run("retry", "--store", _place.Store).Expect(0).Errors);
        Assert.DoesNotContain("blocked", _place.Results(_place.Store));
    }

    public void Dispose() => _place.Dispose();

    private long OpenAttempts() => Scalar("select count(*) from attempts where closed_at is null");

    private long Scalar(string query)
    {
        var database = Path.Combine(_place.Store, "results.db");
        if (!File.Exists(database)) return 0;
        try
        {
            using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = query;
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            // Not made whole yet.
            return 0;
        }
    }
}
