using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

/// <summary><c>launch</c> with nodes on this machine, whoever is killed.</summary>
public sealed class LaunchTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Kill = 9;

    private readonly Workplace _place = new();

    public LaunchTests() => Write("provider: local\nnodes: [{count: 2}]");

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_node_that_is_killed_is_started_again_and_results_are_those_of_one_undisturbed_process()
    {
        var sweep = _place.Sweep(epochs: 40);
        using var launch = Launch(sweep);
        launch.WaitUntil("trainings have finished", () => Completed(launch) >= 2);
        KillNode("node-1");
        launch.WaitUntil("it was started again", () => launch.Errors.Contains("starting it again in 1 s", StringComparison.Ordinal));
        launch.WaitForExit().Expect(0);
        LeftBehind.ExpectNone(_place);
        Assert.Contains("node node-1 on this machine ended with exit code 137", launch.Errors);
        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results("store"));
        Assert.Equal(2, Log("node-1").Split("looking for a coordinator").Length - 1);
        Assert.EndsWith("the run has ended\n", Log("node-2"));
        // Finished: no node trains, and the whole takes no longer than that.
        Assert.Contains("0 to run", _place.Run("launch", "cluster.yaml", sweep, "--store", _place.Store).Expect(0).Errors);
        LeftBehind.ExpectNone(_place);
    }

    [Fact]
    public void An_interrupt_ends_the_run_and_sends_the_nodes_home()
    {
        Write("provider: local\nnodes: [{name: node-1}]");
        using var launch = Launch(_place.Sweep(epochs: 400));
        launch.WaitUntil("nodes train", () => launch.Errors.Contains("\"event\":\"started\"", StringComparison.Ordinal));
        launch.Signal(Interrupt);
        launch.WaitForExit().Expect(130);
        LeftBehind.ExpectNone(_place);
        Assert.Contains("sweeper launch cluster.yaml", launch.Errors);
    }

    [Fact]
    public void A_launch_that_is_killed_takes_its_nodes_with_it()
    {
        Write("provider: local\nnodes: [{name: node-1}]");
        using var launch = Launch(_place.Sweep(epochs: 400));
        launch.WaitUntil("nodes train", () => launch.Errors.Contains("\"event\":\"started\"", StringComparison.Ordinal));
        Assert.NotNull(LeftBehind.Node(_place, "node-1"));
        launch.Signal(Kill);
        launch.WaitForExit();
        LeftBehind.ExpectNone(_place, seconds: 15);
    }

    [Fact]
    public void Nodes_that_never_start_are_given_up_and_the_run_with_them()
    {
        Write("provider: local\nnodes: [{name: a, devices: cuda:1000}]");
        var result = _place.Run("launch", "cluster.yaml", _place.Sweep(), "--store", _place.Store, "--console", "plain").Expect(1);
        Assert.Contains("node a on this machine ended with exit code 2", result.Errors);
        Assert.Contains("--devices cuda:1000: ", result.Errors);
        Assert.Contains("5th time in a row: it is given up. All it said is in ", result.Errors);
        Assert.Contains("the only node is given up and the run itself has no devices", result.Errors);
        LeftBehind.ExpectNone(_place);
    }

    [Fact]
    public void A_dry_run_says_what_would_be_run_and_leaves_nothing()
    {
        var output = _place.Run("launch", "cluster.yaml", _place.Sweep(), "--store", _place.Store, "--dry-run").Expect(0).Output;
        Assert.Contains("--name node-2", output);
        Assert.False(Directory.Exists(_place.Store));
    }

    [Fact]
    public void What_is_wrong_in_either_file_is_said_before_anything_is_started()
    {
        Write("provider: local\nnodes: [{device: cpu}]");
        Assert.Equal("cluster.yaml:2:10: unknown key 'device'; did you mean 'devices'?\n", _place.Run("launch", "cluster.yaml", _place.Sweep()).Expect(2).Errors);
        Write("provider: local\nnodes: [{}]");
        Assert.Contains("no.yaml:1:1: there is no such file", _place.Run("launch", "cluster.yaml", "no.yaml", "--store", _place.Store).Expect(2).Errors);
        Assert.False(Directory.Exists(_place.Store));
    }

    private static int Completed(RunningCommand run) => run.Errors.Split("\"event\":\"completed\"").Length - 1;

    private RunningCommand Launch(string sweep) => _place.Start("launch", "cluster.yaml", sweep, "--store", _place.Store, "--console", "json");

    private void Write(string cluster) => File.WriteAllText(Path.Combine(_place.Folder, "cluster.yaml"), cluster);

    private string Log(string node) => File.ReadAllText(Path.Combine(_place.Store, "launch", $"{node}.log"));

    private void KillNode(string name)
    {
        using var node = System.Diagnostics.Process.GetProcessById(LeftBehind.Node(_place, name)!.Value);
        node.Kill();
    }
}
