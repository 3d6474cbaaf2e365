using System.Text.RegularExpressions;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Commands;

[Collection(SweeperCommandLine.Collection)]
public class LogsCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Store => _folder["store"];

    [Fact]
    public async Task Without_a_training_those_that_run_and_those_last_tried_are_listed()
    {
        var plan = LogStores.Write(Store);
        var (code, output, errors) = await Run();
        Screen.Check("logs-list.txt", WithoutKeys(plan, output));
        Assert.Equal((0, $"`sweeper logs {LogStores.Running(plan).Key.Short}` shows one; --target, --round, --seed and so on find others\n"), (code, errors));
        Screen.Check("logs-list.json", WithoutKeys(plan, await Output("--json")));
    }

    [Fact]
    public async Task A_trainings_story_has_its_attempts_epochs_messages_and_result_and_no_escapes()
    {
        var plan = LogStores.Write(Store);
        var done = LogStores.Done(plan).Key;
        Screen.Check("logs-done.txt", WithoutKeys(plan, await Output(done.Short)));
        Screen.Check("logs-done.json", WithoutKeys(plan, await Output(done.Short, "--json")));
        Screen.Check("logs-failed.txt", WithoutKeys(plan, await Output("--target", "two", "--ticket", "random", "--round", "2", "--seed", "1")));
    }

    [Fact]
    public async Task A_training_that_no_process_has_any_more_is_said_to_be_left_and_one_that_waits_to_be_not_started()
    {
        var plan = LogStores.Write(Store);
        Assert.EndsWith("  epoch 1/2  loss 1.2500   lr 3E-05         10s         32 images/s\n"
            + "state      the process that had it has ended; the next run counts that as a crash and tries again\n", await Output(LogStores.Running(plan).Key.Short));
        Assert.EndsWith("state      not started yet\n", await Output("--source", "one", "--ticket", "winning", "--round", "2", "--seed", "0"));
    }

    [Fact]
    public async Task While_a_process_has_the_store_an_open_attempt_runs()
    {
        var plan = LogStores.Write(Store);
        // What a killed process leaves in the lock: its number may be somebody else's now, or nobody's.
        File.WriteAllText(Path.Combine(Store, "lock"), Note(Environment.ProcessId));
        Assert.EndsWith("state      running on cpu:1\n", await Output(LogStores.Running(plan).Key.Short));
        File.WriteAllText(Path.Combine(Store, "lock"), Note(999_999_999));
        Assert.Contains("has ended", await Output(LogStores.Running(plan).Key.Short));

        static string Note(int process) =>
            $$"""{"pid":{{process}},"host":"{{Environment.MachineName}}","user":"u","since":"2026-05-01T12:00:00+00:00","doing":"sweep small"}""";
    }

    [Fact]
    public async Task A_stage_that_no_sweep_asks_for_any_more_is_shown_by_what_its_key_says()
    {
        var plan = LogStores.Write(Store);
        using (var store = SweepStore.OpenForRun(Store, "test"))
            store.Results.Commit([new StoreWrite.PutSweep(Stores.Sweep("small", Plans.With(("seeds: 2", "seeds: [5]")), "one", "two"))]);
        var output = await Output(LogStores.Done(plan).Key.Short);
        Assert.Contains("\nmodel      lenet-300-100 batch_norm=false", output);
        Assert.Contains("attempt 3 completed: 87.12% (8,712 of 10,000 test images) in 3.20s\n", output);
        Assert.Contains("(no sweep of this store asks for it)", await Output());
        Assert.DoesNotContain("(no sweep", await Output("--sweep", "small"));
    }

    [Theory]
    [InlineData("zzz", "no training has a key that starts with 'zzz'; `sweeper logs` prints them\n")]
    [InlineData("", "STAGE needs the first characters of a stage's key; leave it out for a list\n")]
    [InlineData("--seed 99", "no training has seed '99'; there are: 0, 1\n")]
    [InlineData("--ticket wining", "no training has ticket 'wining'; did you mean 'winning'?\n")]
    [InlineData("--target two --round 2 --ticket random", "2 trainings are meant; give a STAGE, or narrow them with --target, --round, --seed and so on:\n")]
    [InlineData("--follow", "trainings are meant; give a STAGE,")]
    public async Task What_means_no_training_or_several_exits_2_and_says_what_there_is(string line, string says)
    {
        LogStores.Write(Store);
        var (code, output, errors) = await Run(line.Split(' '));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, errors);
    }

    [Fact]
    public async Task Following_prints_what_comes_until_the_training_is_over()
    {
        var plan = LogStores.Write(Store);
        var following = Task.Run(() => Run(LogStores.Running(plan).Key.Short, "--follow"));
        await Task.Delay(300);
        LogStores.Finish(Store, plan);
        var (code, output, _) = await following;
        Assert.Equal(0, code);
        Assert.Equal(
            [
                "2026-05-01 12:09:00Z  attempt 1 on cpu:1",
                "  epoch 1/2  loss 1.2500   lr 3E-05         10s         32 images/s",
                "  epoch 2/2  loss 0.7500   lr 3E-05       8.00s         40 images/s",
            ], output.Split('\n').Where(line => line.Contains("epoch ") || line.Contains("attempt 1 on")));
        Assert.EndsWith("attempt 2 completed: 91.00% (9,100 of 10,000 test images) in 3.20s\nstate      done: 91.00% (9,100 of 10,000 test images) in 3.20s\n", output);
    }

    [Fact]
    public async Task Following_a_training_that_is_over_ends_at_once() =>
        Assert.Contains("state      failed for good; `sweeper retry", await Output(LogStores.Failed(LogStores.Write(Store)).Key.Short, "--follow"));

    public void Dispose() => _folder.Dispose();

    private static string WithoutKeys(SweepPlan plan, string text)
    {
        text = Rows.WithoutKeys(plan, text);
        text = plan.Stages.Aggregate(text, (changed, stage) => changed.Replace(stage.Key.Short, $"stage{stage.Number,7}", StringComparison.Ordinal));
        return Regex.Replace(text, "[0-9a-f]{64}|(?<=data )[0-9a-f]{12}", "(a digest)");
    }

    private async Task<string> Output(params string[] arguments)
    {
        var (code, output, errors) = await Run(arguments);
        Assert.True(code == 0, errors);
        return output;
    }

    private Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments) => SweeperCommandLine.Run(["logs", .. arguments, "--store", Store]);
}
