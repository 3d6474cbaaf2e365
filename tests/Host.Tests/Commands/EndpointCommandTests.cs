using Sweeper.Actors.Results;
using Sweeper.Host.Tests.Serving;
using Sweeper.Host.Tests.Support;
using Sweeper.Host.Watching;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Commands;

[Collection(SweeperCommandLine.Collection)]
public class EndpointCommandTests
{
    [Fact]
    public async Task Status_is_a_few_lines_or_the_snapshot_as_one_object()
    {
        await using var run = await ServedRun.Start();
        run.Hub.Publish(Samples.Snapshot(7));
        var text = await SweeperCommandLine.Run("status", "--store", run.Store);
        Assert.Equal((0, ""), (text.ExitCode, text.Errors));
        Screen.Check("status.txt", text.Output);
        var json = await SweeperCommandLine.Run("status", "--json", "--once", "--store", run.Store);
        Assert.Equal((0, ""), (json.ExitCode, json.Errors));
        Screen.Check("snapshot.json", json.Output);
    }

    [Fact]
    public async Task Where_nothing_runs_status_says_so_and_control_exits_2_with_what_to_do()
    {
        using var folder = new TestFolder();
        Assert.Equal((0, $"no sweep runs in {folder.Path}; `sweeper run SPEC --store {folder.Path}` starts one or goes on with one\n", ""), await SweeperCommandLine.Run("status", "--store", folder.Path));
        Assert.Equal((0, "{\n  \"version\": 1,\n  \"state\": \"none\"\n}\n", ""), await SweeperCommandLine.Run("status", "--json", "--store", folder.Path));
        foreach (var (word, says) in new[] { ("pause", "nothing to pause"), ("resume", "nothing to resume"), ("cancel", "nothing to cancel") })
            Assert.Equal((2, "", $"sweeper: {says}: no sweep runs in {folder.Path}; `sweeper run SPEC --store {folder.Path}` starts one or goes on with one\n"), await SweeperCommandLine.Run(word, "--store", folder.Path));
    }

    [Fact]
    public async Task Control_reaches_the_run_with_the_token_of_its_store()
    {
        await using var run = await ServedRun.Start();
        foreach (var word in (string[])["pause", "resume", "cancel"])
        {
            var (code, _, errors) = await SweeperCommandLine.Run(word, "--store", run.Store);
            Assert.Equal(0, code);
            Assert.StartsWith("told to ", errors);
        }
        Assert.Equal([ControlAction.Pause, ControlAction.Resume, ControlAction.Cancel], run.Control.Done);
        File.WriteAllText(Path.Combine(run.Store, "run.token"), "guessed");
        var refused = await SweeperCommandLine.Run("cancel", "--store", run.Store);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("not this run's token", refused.Errors);
    }

    [Fact]
    public async Task Retry_asks_a_run_that_goes_on_and_is_not_refused_by_its_lock()
    {
        await using var run = await ServedRun.Start();
        using var held = SweepStore.OpenForRun(run.Store, "test");
        Assert.Contains("not this one", (await SweeperCommandLine.Run("retry", "--store", run.Store)).Errors);
        Assert.Equal((0, "", "told to Retry 3f2a\n"), await SweeperCommandLine.Run("retry", "3f2a", "--store", run.Store));
        Assert.Equal((2, "", "sweeper: that has not failed\n"), await SweeperCommandLine.Run("retry", "dead", "--store", run.Store));
        var malformed = await SweeperCommandLine.Run("retry", "lenet&stage=3f", "--store", run.Store);
        Assert.Equal(2, malformed.ExitCode);
        Assert.Contains("1 to 64 hexadecimal digits", malformed.Errors);
        Assert.Equal(2, (await SweeperCommandLine.Run("retry", " ", "--store", run.Store)).ExitCode);
    }
}
