using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class ExtensionTests : IDisposable
{
    private readonly Workplace _place = new();

    // Rounds 0..3, two sources, target b, tickets winning and random. A seed needs: chain a 0..2, chain b 0..3, transfer a -> b 0..3,
    // random 1..3: 3 + 4 + 4 + 3 = 14 trainings.
    [Fact]
    public void More_seeds_rounds_and_targets_train_only_what_is_missing()
    {
        Reused(0, 28, _place.Sweep(seeds: "2"));
        Reused(28, 0, _place.Sweep(seeds: "2"));
        Reused(28, 14, _place.Sweep(seeds: "3"));
        // A round more for three seeds: chain a 3, chain b 4, transfer 4, random 4.
        Reused(42, 12, _place.Sweep(seeds: "3", rounds: 4));
        // Target a: chain a 4, transfer b -> a 0..4, random 1..4, for three seeds.
        Reused(54, 30, _place.Sweep(seeds: "3", rounds: 4, targets: "patterns-b,patterns-a"));
        // Asking for less again: the rows are what the spec asks for, and nothing is lost.
        Reused(28, 0, _place.Sweep(seeds: "2"));
        Assert.Equal(2 * 3 * 4, Count(_place.Results(_place.Store), "\"accuracy\""));
    }

    [Fact]
    public void Plan_counts_what_is_done_and_touches_nothing()
    {
        var sweep = _place.Sweep();
        Assert.Contains("\"done\": 0", _place.Run("plan", sweep, "--json", "--store", _place.Store).Expect(0).Output);
        Assert.False(Directory.Exists(_place.Store));
        _place.MakeFinishedStore();
        var plan = _place.Run("plan", _place.Sweep(seeds: "3"), "--json", "--store", _place.Store).Expect(0).Output;
        Assert.Contains("\"trainings\": 42", plan);
        Assert.Contains("\"done\": 28", plan);
        Assert.Contains("\"criticalPathTrainings\": 4", plan);
    }

    private void Reused(int reused, int toRun, string sweep)
    {
        var run = _place.Run("run", sweep, "--store", _place.Store, "--devices", "cpu:2").Expect(0);
        Assert.Contains($"{reused} of {reused + toRun} trainings reused", run.Errors);
        Assert.Contains($"; {toRun} to run", run.Errors);
        Assert.Equal(toRun, Count(run.Errors, "%  "));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    public void Dispose() => _place.Dispose();
}
