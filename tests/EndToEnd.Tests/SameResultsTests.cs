using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class SameResultsTests : IDisposable
{
    private const int SigKill = 9;

    private readonly Workplace _place = new();

    [Fact]
    public void One_trainer_two_trainers_and_three_kills_give_the_same_bytes()
    {
        // 28 trainings of 0.1 s or more: a kill falls into one, and there is work for four starts.
        var sweep = _place.Sweep(epochs: 40);
        _place.Run("run", sweep, "--store", "one", "--devices", "cpu:1").Expect(0);
        var random = new Random();
        for (var kill = 0; kill < 3; kill++)
        {
            using var command = _place.Start("run", sweep, "--store", "killed", "--devices", "cpu:2");
            // Not before something has finished: three deaths within one training would set it aside, as they should.
            command.WaitUntil("a training has finished", () => command.Errors.Contains("seed ", StringComparison.Ordinal));
            Thread.Sleep(random.Next(150));
            command.Signal(SigKill);
            Assert.NotEqual(0, command.WaitForExit().ExitCode);
        }
        var last = _place.Run("run", sweep, "--store", "killed", "--devices", "cpu:2").Expect(0);
        Assert.Matches(@"[1-9][0-9]* of [0-9]+ trainings reused", last.Errors);
        var results = _place.Results("one");
        Assert.Contains("\"state\": \"done\"", results);
        Assert.DoesNotContain("\"state\": \"missing\"", results);
        Assert.Equal(results, Undisturbed.Of(_place, sweep).Results);
        Assert.Equal(results, _place.Results("killed"));
    }

    [Fact]
    public void A_damaged_ticket_is_made_again_and_changes_no_number()
    {
        _place.Run("run", _place.Sweep(rounds: 2), "--store", "damaged").Expect(0);
        foreach (var blob in Directory.EnumerateFiles(Path.Combine(_place.Folder, "damaged", "blobs"), "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(blob);
            bytes[bytes.Length / 2] ^= 4;
            File.WriteAllBytes(blob, bytes);
        }
        var extended = _place.Run("run", _place.Sweep(rounds: 3), "--store", "damaged").Expect(0);
        Assert.Contains("training again what was lost", extended.Errors);
        Assert.Equal(Undisturbed.Of(_place, _place.Sweep(rounds: 3)).Results, _place.Results("damaged"));
    }

    public void Dispose() => _place.Dispose();
}
