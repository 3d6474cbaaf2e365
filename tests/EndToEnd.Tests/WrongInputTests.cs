using System.Text;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class WrongInputTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("", "empty")]
    [InlineData("name: x\n\tmodels: y\n", "tab")]
    [InlineData("name: x\nmodels: [lenet-300-100", "never closed")]
    [InlineData("name: a\nname: b\n", "duplicate key 'name'")]
    [InlineData("\0\u0001\u0002", "binary")]
    public void A_file_that_is_no_sweep_exits_2_and_names_file_line_and_column(string text, string says)
    {
        var path = Path.Combine(_place.Folder, "bad.yaml");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
        foreach (var command in (string[])["plan", "run"])
        {
            var result = _place.Run(command, path, "--store", _place.Store).Expect(2);
            Assert.Matches(@"(?m)^\S*bad\.yaml:\d+:\d+: ", result.Errors);
            Assert.Contains(says, result.Errors);
            Assert.Equal("", result.Output);
        }
        Assert.False(Directory.Exists(_place.Store));
    }

    [Fact]
    public void A_missing_file_exits_2() => Assert.Contains("no such file", _place.Run("run", "nowhere.yaml").Expect(2).Errors);

    [Fact]
    public void Every_mistake_of_a_file_is_reported_at_once()
    {
        var path = _place.Sweep();
        File.WriteAllText(path, File.ReadAllText(path)
            .Replace("lenet-300-100", "lenet-300-10", StringComparison.Ordinal)
            .Replace("seeds: 2", "seeds: 0", StringComparison.Ordinal)
            .Replace("epochs: 2", "epoch: 2", StringComparison.Ordinal)
            .Replace("lr: 0.05", "lr: .nan", StringComparison.Ordinal)
            .Replace("dataset: patterns-b", "dataset: pattern-b", StringComparison.Ordinal));
        var errors = _place.Run("plan", path).Expect(2).Errors;
        foreach (var part in (string[])["did you mean 'lenet-300-100'", "seeds", "did you mean 'epochs'", "lr", "did you mean 'patterns"])
            Assert.Contains(part, errors);
    }

    [Fact]
    public void A_ticket_that_does_not_fit_its_target_is_refused_at_the_key_to_blame()
    {
        WriteSide28("large");
        var path = _place.Sweep(targets: "large");
        var errors = _place.Run("plan", path).Expect(2).Errors;
        Assert.Matches(@"sweep\.yaml:7:1: a ticket of lenet-300-100 found on 'patterns-a' \(1x12x12\) does not fit 'large'", errors);
    }

    [Fact]
    public void Rounds_that_leave_no_weight_are_refused_with_the_most_that_do()
    {
        var errors = _place.Run("plan", _place.Sweep(rounds: 200)).Expect(2).Errors;
        Assert.Matches(@"sweep\.yaml:\d+:\d+: 200 rounds of 0\.2 leave no weight of lenet-300-100's 73,200; at most \d+ rounds leave one", errors);
    }

    [Theory]
    [InlineData("missing", "train-labels-idx1-ubyte")]
    [InlineData("truncated", "train-images-idx3-ubyte")]
    [InlineData("magic", "train-images-idx3-ubyte")]
    public void A_damaged_dataset_is_refused_with_the_name_of_its_file(string damage, string file)
    {
        var path = Path.Combine(_place.Folder, "data", "patterns", file);
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "missing": File.Delete(path); break;
            case "truncated": File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]); break;
            default: bytes[3] = 9; File.WriteAllBytes(path, bytes); break;
        }
        Assert.Contains(file, _place.Run("run", _place.Sweep(), "--store", _place.Store).Expect(2).Errors);
    }

    [Fact]
    public void A_loss_that_becomes_nan_fails_its_cells_and_no_others()
    {
        // The rate is absurd for trainings on half a as targets only: everything else has its value.
        var sweep = _place.Sweep(targets: "patterns-b,patterns-a", more:
            """
            overrides:
              - {match: {dataset: patterns-a}, role: target, recipe: {optimizers: {sgd: {lr: 1.0e+30}}}}
            on_failure: {stop_if_first_all_fail: 0}
            """);
        var run = _place.Run("run", sweep, "--store", _place.Store).Expect(3);
        Assert.Contains("the loss became", run.Errors);
        Assert.Contains("nan", run.Output);
        var results = _place.Results(_place.Store);
        Assert.Contains("\"state\": \"nan\"", results);
        Assert.Contains("\"state\": \"done\"", results);
        Assert.DoesNotContain("\"state\": \"missing\"", results);
        // Again: the same end, and nothing is trained.
        Assert.Contains("; 0 to run", _place.Run("run", sweep, "--store", _place.Store).Expect(3).Errors);
    }

    [Fact]
    public void A_sweep_whose_first_stages_all_fail_alike_stops_early()
    {
        var run = _place.Run("run", _place.Sweep(seeds: "20", lr: "1.0e+30"), "--store", _place.Store, "--devices", "cpu:1").Expect(3);
        Assert.Contains("the first 5 stages all failed alike", run.Errors);
        Assert.Contains("sweeper retry", run.Errors);
    }

    [Fact]
    public void Unknown_options_and_words_exit_2()
    {
        _place.Run("run", _place.Sweep(), "--devices", "tpu").Expect(2);
        _place.Run("run", _place.Sweep(), "--console", "pink").Expect(2);
        _place.Run("runn").Expect(2);
        _place.Run("results", "--store", "nowhere").Expect(2);
    }

    public void Dispose() => _place.Dispose();

    private void WriteSide28(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_place.Folder, "data", name)).FullName;
        foreach (var part in (string[])["train", "t10k"])
        {
            File.WriteAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 28, 0, 0, 0, 28, .. Enumerable.Range(0, 4 * 784).Select(i => (byte)i)]);
            File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 2, 3]);
        }
    }
}
