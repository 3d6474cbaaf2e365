using System.Diagnostics;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Host.Tests.TrainerProcesses;

/// <summary>A whole run with trainers that are processes.</summary>
public sealed class ParentDeathTests : IDisposable
{
    private const int Kill = 9;
    private const int Interrupt = 2;

    private readonly Workplace _place = new();

    [Fact]
    public void Trainers_end_with_the_run_that_was_killed()
    {
        using var run = Start();
        var trainer = AwaitTrainer(run);
        TrainerBench.Signal(run.Id, Kill);
        ExpectGone(trainer);
        run.WaitForExit();
    }

    [Fact]
    public void A_signal_to_all_of_them_is_the_runs_and_interrupts_it_as_ever()
    {
        using var run = Start();
        var trainer = AwaitTrainer(run);
        TrainerBench.Signal(trainer, Interrupt);
        TrainerBench.Signal(run.Id, Interrupt);
        var errors = run.WaitForExit().Expect(130).Errors;
        Assert.DoesNotContain("ended with", errors);
        ExpectGone(trainer);
    }

    public void Dispose() => _place.Dispose();

    private RunningCommand Start(int epochs = 100_000) =>
        new(_place, ["run", _place.Sweep(seeds: "1", rounds: 1, epochs: epochs), "--devices", "cpu:1", "--trainers", "processes", "--console", "json"], "env", TrainerBench.Command);

    private static void ExpectGone(int trainer)
    {
        var clock = Stopwatch.StartNew();
        while (TrainerBench.IsAlive(trainer)) Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), "the trainer is still there");
    }

    // The one that is at work.
    private static int AwaitTrainer(RunningCommand run)
    {
        run.WaitUntil("a training has begun", () => run.Errors.Contains("\"event\":\"epochs\"", StringComparison.Ordinal) || run.Errors.Contains("\"event\":\"started\"", StringComparison.Ordinal));
        return Directory.GetDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var id) ? id : 0).Single(id => id > 0 && TrainerBench.ParentOf(id) == run.Id);
    }
}
