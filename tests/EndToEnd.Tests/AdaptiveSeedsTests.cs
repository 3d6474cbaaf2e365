using System.Text.Json;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class AdaptiveSeedsTests : IDisposable
{
    private const int SigKill = 9;

    private const string Claims =
        """
        claims:
          - {name: transfer, compare: {ticket: winning, source: patterns-a}, against: {ticket: random}, rounds: [2], expect: higher}
        """;

    private readonly Workplace _place = new();

    // So noisy that seeds differ by points.
    public AdaptiveSeedsTests() => _place.WriteDataset("patterns", trainImages: 400, noise: 250);

    [Fact]
    public void The_seeds_taken_and_the_numbers_do_not_depend_on_workers_or_kills()
    {
        var sweep = Sweep("{min: 2, max: 5, until: {ci95_halfwidth: 1}}");
        var whole = _place.Run("run", sweep, "--store", "one", "--devices", "cpu:1", "--console", "plain").Expect(0);
        Assert.Contains("claim 'transfer': ±", whole.Errors);
        Assert.Contains("after 2 seeds: another", whole.Errors);
        using (var killed = _place.Start("run", sweep, "--store", "killed", "--devices", "cpu:2", "--console", "plain"))
        {
            killed.WaitUntil("a seed was added", () => killed.Errors.Contains("another (", StringComparison.Ordinal));
            killed.Signal(SigKill);
            Assert.NotEqual(0, killed.WaitForExit().ExitCode);
        }
        _place.Run("run", sweep, "--store", "killed", "--devices", "cpu:2").Expect(0);
        Assert.Equal(_place.Results("one"), _place.Results("killed"));
        Assert.Equal(Claim("one"), Claim("killed"));

        // Rounds 0, 1 and 3 are in no claim and have two seeds; round 2 of a's tickets and of random ones grew.
        var rows = JsonDocument.Parse(_place.Results("one")).RootElement.EnumerateArray().ToList();
        Assert.All(rows.Where(row => row.GetProperty("round").GetInt32() != 2), row => Assert.Equal(2, row.GetProperty("wanted").GetInt32()));
        var grown = rows.Where(row => row.GetProperty("round").GetInt32() == 2 && row.GetProperty("source").GetString() != "patterns-b").Select(row => row.GetProperty("wanted").GetInt32()).Distinct();
        Assert.InRange(Assert.Single(grown), 3, 5);
        Assert.All(rows, row => Assert.Equal(row.GetProperty("wanted").GetInt32(), row.GetProperty("n").GetInt32()));
        Assert.Contains("0 to run", _place.Run("run", sweep, "--store", "one").Expect(0).Errors);
    }

    [Fact]
    public void A_finished_sweep_is_extended_by_a_narrower_interval()
    {
        // Nothing is as wide as a hundred points: two seeds do.
        _place.Run("run", Sweep("{min: 2, max: 3, until: {ci95_halfwidth: 100}}"), "--store", "s").Expect(0);
        var plan = JsonDocument.Parse(_place.Run("plan", Sweep("{min: 2, max: 3, until: {ci95_halfwidth: 0.001}}"), "--store", "s", "--json").Expect(0).Output).RootElement;
        Assert.Equal(plan.GetProperty("atLeast").GetProperty("trainings").GetInt32(), plan.GetProperty("done").GetInt32());
        var more = plan.GetProperty("trainings").GetInt32() - plan.GetProperty("done").GetInt32();
        var run = _place.Run("run", Sweep("{min: 2, max: 3, until: {ci95_halfwidth: 0.001}}"), "--store", "s").Expect(0);
        Assert.Contains($"; {more} to run", run.Errors);
    }

    private string Sweep(string seeds) => _place.Sweep(seeds, rounds: 3, lr: "0.01", epochs: 2, more: Claims);

    private string Claim(string store) => _place.Run("results", "--store", store, "--claims", "--format", "json").Expect(0).Output;

    public void Dispose() => _place.Dispose();
}
