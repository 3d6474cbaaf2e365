using System.Text.Json;
using Sweeper.EndToEnd.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>A run and nodes that share no folder, as on machines without a common disk: tickets go by digest over the network.</summary>
public sealed class SeparateFoldersTests : IDisposable
{
    private const int Kill = 9;

    // Half as many processes to start; the first of these tests has them as they are.
    private static readonly string[] InThreads = ["--trainers", "threads"];

    private readonly Workplace _place = new();
    private readonly string _address = $"127.0.0.1:{Ports.Free()}";

    [Fact]
    public void Results_are_those_of_one_process_and_every_ticket_is_in_the_runs_folder_at_the_end()
    {
        var sweep = Begin();
        using var run = StartRun(sweep);
        using RunningCommand a = StartNode("a"), b = StartNode("b");
        run.WaitForExit().Expect(0);
        Assert.All((RunningCommand[])[a, b], node =>
        {
            var errors = node.WaitForExit().Expect(0).Errors;
            Assert.Contains("is not the folder of the run's store: tickets are fetched from the run and from other nodes", errors);
            Assert.Contains("this node stays until the run has fetched what it has made", errors);
            Assert.Contains("the run has ended", errors);
        });
        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results("store"));
        AssertAllIsThere(sweep);
        // Both have worked, each with what the other had made or the run had.
        Assert.All((string[])["a", "b"], name => Assert.NotEmpty(Blobs(name)));
        Assert.True(Directory.Exists(Path.Combine(_place.Folder, "a", "fetched")));
    }

    [Fact]
    public void A_node_that_is_killed_with_what_it_made_costs_trainings_and_changes_nothing()
    {
        var sweep = Begin();
        using var run = StartRun(sweep);
        using RunningCommand a = StartNode("a", InThreads), b = StartNode("b", InThreads);
        run.WaitUntil("the node has made something", () => CompletedBy(run, "a/") >= 2);
        a.Signal(Kill);
        a.WaitForExit();
        Directory.Delete(Path.Combine(_place.Folder, "a"), recursive: true);
        run.WaitForExit().Expect(0);
        b.WaitForExit().Expect(0);
        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results("store"));
    }

    [Fact]
    public void A_run_that_is_killed_and_has_lost_its_blobs_fetches_them_from_the_nodes_when_it_starts_again()
    {
        var sweep = Begin();
        using var first = StartRun(sweep);
        using RunningCommand a = StartNode("a", InThreads), b = StartNode("b", InThreads);
        first.WaitUntil("trainings have finished", () => CompletedBy(first, "") >= 4);
        first.Signal(Kill);
        first.WaitForExit();
        Directory.Delete(Path.Combine(_place.Store, "blobs"), recursive: true);
        using var second = StartRun(sweep);
        second.WaitForExit().Expect(0);
        a.WaitForExit().Expect(0);
        b.WaitForExit().Expect(0);
        Assert.DoesNotContain("\"event\":\"rebuilding\"", second.Errors);
        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results("store"));
        AssertAllIsThere(sweep);
    }

    public void Dispose() => _place.Dispose();

    private static int CompletedBy(RunningCommand run, string trainer) => run.Errors.Split('\n')
        .Where(line => line.StartsWith('{'))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Count(line => line.GetProperty("event").GetString() == "completed" && line.GetProperty("trainer").GetString()!.StartsWith(trainer, StringComparison.Ordinal));

    // The cluster's key, and folders for the nodes that do not exist yet.
    private string Begin()
    {
        var sweep = _place.Sweep(epochs: 40);
        _place.Run("cluster", "keys", "--store", "store").Expect(0);
        File.Copy(Path.Combine(_place.Store, "cluster.key"), Path.Combine(_place.Folder, "copied.key"));
        return sweep;
    }

    private RunningCommand StartRun(string sweep) => _place.Start("run", sweep, "--store", "store", "--listen", _address, "--devices", "none", "--console", "json");

    private RunningCommand StartNode(string name, params string[] more) =>
        _place.Start(["node", "--join", _address, "--store", name, "--devices", "cpu:1", "--name", name, "--cluster-key", "copied.key", .. more]);

    // As the undisturbed process's folder has them: equal trainings leave equal bytes. The mark of the store is its own.
    private void AssertAllIsThere(string sweep)
    {
        Assert.Empty(Undisturbed.Of(_place, sweep).Blobs.Except(Blobs("store")));
        Assert.DoesNotContain("lost", _place.Run("store", "du", "--store", "store").Expect(0).Output);
        Assert.False(File.Exists(Path.Combine(_place.Folder, "a", "results.db")));
    }

    private IEnumerable<string> Blobs(string store) =>
        Directory.GetFiles(Path.Combine(_place.Folder, store, "blobs"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!);
}
