using Sweeper.Host.Specs;
using Sweeper.Tests.Support;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Tests.Specs;

public class SpecFilesTests : IDisposable
{
    private const string Sweep =
        """
        name: same
        models: [lenet-300-100]
        sources: [{dataset: mnist, optimizers: [sgd]}]
        targets: [{dataset: kmnist, optimizers: [sgd]}]
        pruning:
          rounds: 2
        recipe: {epochs: 2, batch_size: 32, optimizers: {sgd: {lr: 0.1}}}

        """;

    private readonly TestFolder _folder = new();
    private readonly SpecFiles _files;

    public SpecFilesTests()
    {
        var paths = new DatasetPaths([_folder["data"]], Cache: null, []);
        Directory.CreateDirectory(_folder["data", "broken"]);
        File.WriteAllBytes(_folder["data", "broken", "train-images-idx3-ubyte"], [0, 0, 8, 3, 0, 0]);
        foreach (var rest in (string[])["train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]) File.WriteAllBytes(_folder["data", "broken", rest], []);
        _files = new SpecFiles(new DatasetCatalog(paths), paths);
    }

    [Fact]
    public void A_sweep_over_known_datasets_is_planned_without_their_data()
    {
        var plan = _files.Plan(_files.Read(Written("a", Sweep)));
        Assert.False(plan.IsResolved);
        Assert.Equal(3 * 3 * 2, plan.Cells);
    }

    [Fact]
    public void Folders_that_a_known_dataset_is_unpacked_to_are_no_datasets_of_their_own()
    {
        foreach (var name in (string[])["cifar-10-batches-bin", "cifar-100-binary", "birds"]) Directory.CreateDirectory(_folder["data", name]);
        Assert.Equal(["birds", "broken"], DatasetFolders.Names(new DatasetPaths([_folder["data"]], Cache: null, [])).Order());
    }

    [Fact]
    public void What_is_wrong_in_any_file_is_told_at_once()
    {
        var lines = Problems(() => _files.Read(Written("a", Sweep.Replace("models:", "model:", StringComparison.Ordinal)), _folder["nowhere.yaml"], Written("c", Sweep.Replace("rounds: 2", "rounds: 0", StringComparison.Ordinal))));
        Assert.Contains(lines, line => line.StartsWith($"{_folder["a.yaml"]}:2:1: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"{_folder["nowhere.yaml"]}:1:1: there is no such file", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"{_folder["c.yaml"]}:6:11: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_problem_of_planning_stands_at_its_key() =>
        Assert.StartsWith($"{_folder["a.yaml"]}:6:3: 200 rounds of 0.2 leave no weight", Assert.Single(PlanProblems(Written("a", Sweep.Replace("rounds: 2", "rounds: 200", StringComparison.Ordinal)))));

    [Fact]
    public void A_problem_at_a_key_left_to_its_default_stands_at_the_nearest_above() =>
        Assert.StartsWith($"{_folder["a.yaml"]}:5:1: rewind", Assert.Single(PlanProblems(Written("a", Sweep.Replace("epochs: 2", "epochs: 100it", StringComparison.Ordinal)))));

    [Fact]
    public void Of_two_files_with_one_name_the_one_to_blame_is_named()
    {
        var bad = Sweep.Replace("rounds: 2", "rounds: 200", StringComparison.Ordinal);
        Assert.StartsWith($"{_folder["b.yaml"]}:6:3: ", Assert.Single(PlanProblems(Written("a", Sweep), Written("b", bad))));
        Assert.StartsWith($"{_folder["b.yaml"]}:6:3: ", Assert.Single(PlanProblems(Written("b", bad), Written("a", Sweep))));
    }

    [Fact]
    public void Two_files_with_one_name_are_planned_together() =>
        Assert.Equal(2, _files.Plan(_files.Read(Written("a", Sweep), Written("b", Sweep.Replace("rounds: 2", "rounds: 3", StringComparison.Ordinal)))).Specs.Length);

    [Fact]
    public void A_damaged_dataset_stands_at_the_key_that_names_it_with_the_file_to_mend()
    {
        var line = Assert.Single(PlanProblems(Written("a", Sweep.Replace("dataset: kmnist", "dataset: broken", StringComparison.Ordinal))));
        Assert.StartsWith($"{_folder["a.yaml"]}:4:1: ", line);
        Assert.Contains(_folder["data", "broken"], line);
    }

    [Fact]
    public void Options_that_a_dataset_cannot_fulfil_stand_at_the_key_that_asks() =>
        Assert.StartsWith($"{_folder["a.yaml"]}:3:1: ", Assert.Single(PlanProblems(Written("a", Sweep.Replace("dataset: mnist", "dataset: {name: mnist, classes: [0, 77]}", StringComparison.Ordinal)))));

    public void Dispose() => _folder.Dispose();

    private string Written(string name, string text)
    {
        File.WriteAllText(_folder[$"{name}.yaml"], text);
        return _folder[$"{name}.yaml"];
    }

    private string[] PlanProblems(params string[] paths)
    {
        var files = _files.Read(paths);
        return Problems(() => _files.Plan(files));
    }

    private static string[] Problems(Func<object> act) => Assert.Throws<SpecException>(act).Message.Split('\n');
}
