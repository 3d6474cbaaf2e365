using Sweeper.Actors.Results;
using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Reports;

[Collection(SweeperCommandLine.Collection)]
public class ReportCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_report_of_a_store_has_its_numbers_and_its_masks()
    {
        TicketStores.Write(_folder["store"]);
        var (code, output, errors) = await SweeperCommandLine.Run("report", "--store", _folder["store"], "--out", _folder["out"]);
        Assert.Equal((0, ""), (code, output));
        Assert.Contains($"wrote {_folder["out"]}/report.html", errors);
        var page = await File.ReadAllTextAsync(_folder["out/report.html"]);
        foreach (var part in new[] { "<h1>small</h1>", "18 of 18 cells have a value", "Weights left by layer", "Overlap of masks", "sweeper tickets show --store", "Test 1" }) Assert.Contains(part, page);
        // Masks in random places of a layer overlap as chance has it.
        var overlap = (await File.ReadAllLinesAsync(_folder["out/tables/overlap.csv"]))[1].Split(',');
        Assert.InRange(double.Parse(overlap[^4]), 0.98, 1.02);
    }

    [Fact]
    public async Task A_report_can_be_made_while_the_sweep_runs_and_after_failures()
    {
        Stores.WriteFailed(_folder["store"], 2);
        Assert.Equal(0, (await SweeperCommandLine.Run("report", "--store", _folder["store"], "--out", _folder["out"])).ExitCode);
        var page = await File.ReadAllTextAsync(_folder["out/report.html"]);
        foreach (var part in new[] { "0 of 18 cells have a value", "2 x the loss became NaN", "No cell has a value yet" }) Assert.Contains(part, page);
    }

    [Fact]
    public async Task A_mask_that_is_damaged_is_named_and_the_rest_reported()
    {
        TicketStores.Write(_folder["store"]);
        using (var store = SweepStore.OpenToRead(_folder["store"]))
        {
            var mask = store.Results.Artifacts().Values.First(artifact => artifact.Kind == Training.Stages.ArtifactKind.Mask);
            var file = Directory.EnumerateFiles(_folder["store/blobs"], "*", SearchOption.AllDirectories).Single(path => path.Replace("/", "", StringComparison.Ordinal).EndsWith(mask.Digest.Hex, StringComparison.Ordinal));
            File.SetAttributes(file, FileAttributes.Normal);
            await File.WriteAllTextAsync(file, "broken");
        }
        var (code, _, errors) = await SweeperCommandLine.Run("report", "--store", _folder["store"], "--out", _folder["out"]);
        Assert.Equal(0, code);
        Assert.Contains("ticket ", errors);
        Assert.Contains("A mask could not be read", await File.ReadAllTextAsync(_folder["out/report.html"]));
    }

    [Fact]
    public async Task Wrong_input_is_refused()
    {
        Assert.Equal(2, (await SweeperCommandLine.Run("report", "--store", _folder["none"])).ExitCode);
        Stores.Write(_folder["store"], Stores.Sweep("small", Plans.Small, "one", "two"));
        var (code, _, errors) = await SweeperCommandLine.Run("report", "--store", _folder["store"], "--sweep", "large", "--out", _folder["out"]);
        Assert.Equal(2, code);
        Assert.Contains("has no sweep 'large'; it has: small", errors);
        Assert.False(Directory.Exists(_folder["out"]));
        (code, _, errors) = await SweeperCommandLine.Run("report", "--store", _folder["store"], "--out", _folder["store"]);
        Assert.Equal(2, code);
        Assert.Contains("holds files that no report made", errors);
    }

    public void Dispose() => _folder.Dispose();
}
