using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class ImageFolderTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_folder_of_photographs_is_planned_and_trained_and_the_same_with_one_trainer_and_two()
    {
        var folder = (System.Environment.GetEnvironmentVariable("SWEEPER_DATA") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => Path.Combine(path, "image-folder")).FirstOrDefault(Directory.Exists);
        Assert.SkipUnless(folder is not null, "there is no image-folder on SWEEPER_DATA");
        var sweep = _place.Sweep(rounds: 1, epochs: 1);
        File.WriteAllText(sweep, File.ReadAllText(sweep).Replace("patterns-a", $"\"folder:{folder}\"", StringComparison.Ordinal).Replace("patterns-b", $"\"folder:{folder}?classes=0,1\"", StringComparison.Ordinal));
        Assert.Contains("\"trainings\"", _place.Run("plan", sweep, "--json").Expect(0).Output);
        _place.Run("run", sweep, "--store", _place.Store, "--devices", "cpu:1").Expect(0);
        var other = Path.Combine(_place.Folder, "other");
        _place.Run("run", sweep, "--store", other, "--devices", "cpu:2").Expect(0);
        Assert.Equal(_place.Results(_place.Store), _place.Results(other));
    }

    [Fact]
    public void A_folder_without_a_test_set_is_refused_at_its_place_in_the_file()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_place.Folder, "birds", "train")).Parent!.FullName;
        var sweep = _place.Sweep();
        File.WriteAllText(sweep, File.ReadAllText(sweep).Replace("patterns-b", $"\"folder:{folder}\"", StringComparison.Ordinal));
        var errors = _place.Run("plan", sweep).Expect(2).Errors;
        Assert.Matches(@"sweep\.yaml:\d+:\d+: .*birds: it has no test set", errors);
    }
}
