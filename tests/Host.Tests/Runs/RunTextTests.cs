using System.CommandLine;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
using Sweeper.Host.Commands;
using Sweeper.Host.Runs;
using Sweeper.Host.Tests.Support;
using Sweeper.Training.Devices;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Runs;

public class RunTextTests
{
    private static readonly RunRequest Plain = new("sweeps/quickstart.yaml", "./sweeper-store", [ComputeDevice.Cpu], "auto", Ascii: false, Status: null, Listening: null, Database: null, Huge: false);

    [Fact]
    public void After_a_whole_run_it_is_said_how_to_get_every_row_and_how_to_extend_it() =>
        Assert.Equal(
            """
            next:
              sweeper results --sweep small --format csv    every row, also as json or table
              sweeper run sweeps/quickstart.yaml    after raising seeds or rounds in the file: trains only what is missing
            """,
            After(EndingKind.Whole, Plain));

    [Theory]
    [InlineData(EndingKind.WithFailures)]
    [InlineData(EndingKind.Stopped)]
    public void After_failures_it_is_said_how_to_try_again(EndingKind kind) =>
        Assert.Equal(
            """
            next:
              sweeper retry --store '/data/my store'    forgets the failures
              sweeper run 'my sweeps/it'\''s.yaml' --store '/data/my store' --huge    then tries those trainings again
            """,
            After(kind, new("my sweeps/it's.yaml", "/data/my store", [], "auto", Ascii: false, Status: null, Listening: null, Database: null, Huge: true)));

    [Theory]
    [InlineData(EndingKind.Interrupted)]
    [InlineData(EndingKind.NoSpace)]
    [InlineData(EndingKind.Broken)]
    public void After_any_other_end_it_is_said_how_to_go_on(EndingKind kind) =>
        Assert.Equal("next:\n  sweeper run sweeps/quickstart.yaml --store /data/s    goes on where this stopped", After(kind, Plain with { StoreFolder = "/data/s" }));

    [Fact]
    public void What_to_type_again_has_the_options_that_were_given()
    {
        var (devices, listen, key) = (CommonOptions.Devices(), new Option<string?>("--listen"), CommonOptions.ClusterKey());
        var parsed = new Command("run") { devices, listen, key }.Parse(["--devices", "cuda:0,1", "--cluster-key", "my key"]);
        var options = CommonOptions.Given(parsed, devices, listen, key);
        Assert.Equal("next:\n  sweeper run sweeps/quickstart.yaml --devices cuda:0,1 --cluster-key 'my key'    goes on where this stopped", After(EndingKind.Interrupted, Plain with { Options = options }));
    }

    [Fact]
    public void Failures_are_grouped_by_cause_the_most_frequent_first()
    {
        var plan = Plans.Of(Plans.Small);
        var troubles = plan.Stages.Take(6).ToDictionary(stage => stage.Key, stage => stage.Number switch
        {
            0 => new StageTrouble(1, 0, FailureCause.NotANumber, "the loss became NaN"),
            // One more attempt to go: not set aside.
            1 => new StageTrouble(2, 0, FailureCause.Error, "it broke"),
            _ => new StageTrouble(3, 0, FailureCause.Error, "it \u001b[31mbroke"),
        });
        Assert.Equal(
            [
                $"failed: 4 x it ?[31mbroke (first: stage {plan.Stages[2].Key.Short}, lenet-300-100 on {plan.Stages[2].Spec.Dataset}, seed {plan.Stages[2].Spec.Seed})",
                $"failed: 1 x the loss became NaN (first: stage {plan.Stages[0].Key.Short}, lenet-300-100 on {plan.Stages[0].Spec.Dataset}, seed {plan.Stages[0].Spec.Seed})",
            ],
            FailureSummary.Of(plan, troubles));
    }

    [Fact]
    public void Of_very_many_causes_the_first_are_told_and_the_rest_counted()
    {
        var plan = Plans.Of(Plans.Small);
        var troubles = plan.Stages.ToDictionary(stage => stage.Key, stage => new StageTrouble(3, 0, FailureCause.Error, $"broke at step {stage.Number}"));
        var lines = FailureSummary.Of(plan, troubles).ToList();
        Assert.Equal(11, lines.Count);
        Assert.Equal("failed: 10 more trainings of 10 other causes", lines[^1]);
    }

    private static string After(EndingKind kind, RunRequest request) => NextSteps.After(kind, Plans.Spec(Plans.Small), request);
}
