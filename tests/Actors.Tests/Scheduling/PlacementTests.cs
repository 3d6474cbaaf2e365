using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Devices;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Scheduling;

/// <summary>Which trainer gets which stage, where devices and nodes differ.</summary>
public class PlacementTests
{
    private const string Big = "big:1/cuda:0";
    private const string Small = "small:1/cuda:0";

    // Chains of three stages, one a seed: s0 .. are the rounds 0, then the rounds 1, then the rounds 2.
    private static SweepPlan Chains(int seeds, params DeviceRule[] requires) => Sweeps.Plan(Sweeps.Winning(rounds: 2, seeds: seeds) with { Requires = [.. requires] });

    private static DeviceRule Rule(DeviceKind? kind, int? gibibytes = null) => new() { Need = new(kind, (long?)gibibytes << 30) };

    [Fact]
    public void What_requires_a_GPU_waits_for_one()
    {
        var table = new Table(Chains(1, Rule(DeviceKind.Cuda)));
        Assert.Empty(table.Ask("cpu:0"));
        Assert.Contains("tell big:1/cuda:0: #1 is s0", table.Ask(Big, Offers.Gpu(80)));
    }

    [Fact]
    public void What_requires_memory_waits_for_a_device_that_has_it()
    {
        var table = new Table(Chains(1, Rule(null, 16)));
        Assert.Empty(table.Ask("cpu:0"));
        Assert.Empty(table.Ask(Small, Offers.Gpu(15)));
        Assert.Contains("tell big:1/cuda:0: #1 is s0", table.Ask(Big, Offers.Gpu(16)));
    }

    [Fact]
    public void Later_rules_win_key_by_key()
    {
        var table = new Table(Chains(1, Rule(DeviceKind.Cuda, 40), Rule(null, 8) with { Datasets = ["a"] }, Rule(DeviceKind.Cpu) with { Models = ["vgg-19"] }));
        Assert.Empty(table.Ask("cpu:0"));
        Assert.Contains("tell small:1/cuda:0: #1 is s0", table.Ask(Small, Offers.Gpu(8)));
    }

    [Fact]
    public void A_need_that_nobody_meets_is_said_once_after_some_time()
    {
        var table = new Table(Chains(2, Rule(DeviceKind.Cuda, 40)));
        table.Ask("cpu:0");
        Assert.Empty(table.Tick());
        table.Wait(TimeSpan.FromSeconds(29));
        Assert.Empty(table.Tick());
        table.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(["announce: 2 need a GPU with 40 GiB"], table.Tick());
        table.Wait(TimeSpan.FromMinutes(10));
        Assert.Empty(table.Tick());
    }

    [Fact]
    public void Without_enough_memory_a_training_goes_to_a_larger_device_and_all_of_its_kind_with_it()
    {
        var table = new Table(Chains(3));
        table.Ask(Big, Offers.Gpu(80));
        table.Ask(Small, Offers.Gpu(16));
        Assert.Equal(
            ["write: close #2 of s1, cancelled", "announce: s1 not for small:1/cuda:0 (OutOfMemory)"],
            table.End(Small, 2, 1, Outcomes.Failed(FailureCause.OutOfMemory)));
        Assert.Empty(table.Ask(Small, Offers.Gpu(16), last: 2));
        // First the next of the chain whose weights it has.
        Assert.Contains("tell big:1/cuda:0: #3 is s3", table.Complete(Big, 1, 0));
        Assert.Contains("tell big:1/cuda:0: #4 is s1", table.Complete(Big, 3, 3));
    }

    [Fact]
    public void The_largest_device_tries_again_and_that_counts()
    {
        var table = new Table(Chains(1));
        table.Ask(Small, Offers.Gpu(16));
        table.Ask(Big, Offers.Gpu(80));
        Assert.Contains("tell big:1/cuda:0: #2 is s0", table.End(Small, 1, 0, Outcomes.Failed(FailureCause.OutOfMemory)));
        Assert.Contains("announce: s0 failed, attempt 1 of 3", table.End(Big, 2, 0, Outcomes.Failed(FailureCause.OutOfMemory)));
        Assert.Contains("tell big:1/cuda:0: #3 is s0", table.Ask(Big, Offers.Gpu(80), last: 2));
    }

    [Fact]
    public void When_the_larger_device_is_gone_the_small_one_gets_it_all_the_same()
    {
        var table = new Table(Chains(1));
        table.Ask(Small, Offers.Gpu(16));
        table.Ask(Big, Offers.Gpu(80));
        table.End(Small, 1, 0, Outcomes.Failed(FailureCause.OutOfMemory));
        Assert.Empty(table.Ask(Small, Offers.Gpu(16), last: 1));
        Assert.Contains("tell small:1/cuda:0: #3 is s0", table.Lose(Big));
    }

    [Fact]
    public void A_node_without_a_dataset_gets_no_more_of_it_until_it_has_started_again()
    {
        var table = new Table(Chains(3));
        table.Ask("a:1/cpu:0");
        table.Ask("b:1/cpu:0");
        table.Ask("b:1/cpu:1");
        Assert.Contains("announce: s1 not for b:1/cpu:0 (Data)", table.End("b:1/cpu:0", 2, 1, Outcomes.Failed(FailureCause.Data)));
        Assert.Empty(table.Ask("b:1/cpu:0", last: 2));
        table.End("b:1/cpu:1", 3, 2, Outcomes.Failed(FailureCause.Data));
        Assert.Empty(table.Ask("b:1/cpu:1", last: 3));
        table.Lose("b:1/cpu:0");
        Assert.NotEmpty(table.Ask("b:1/cpu:0"));
    }

    [Fact]
    public void Data_that_no_node_has_counts_as_a_failure()
    {
        var table = new Table(Chains(1));
        table.Ask("a:1/cpu:0");
        Assert.Contains("announce: s0 failed, attempt 1 of 3", table.End("a:1/cpu:0", 1, 0, Outcomes.Failed(FailureCause.Data)));
    }

    [Fact]
    public void A_failed_training_is_tried_elsewhere()
    {
        var table = new Table(Chains(2));
        table.Ask(Big, Offers.Gpu(80));
        table.Ask(Small, Offers.Gpu(16));
        table.End(Big, 1, 0, Outcomes.Failed());
        // Both are as urgent, and s0 is first in the plan: it waits for the other all the same.
        Assert.Empty(table.Ask(Big, Offers.Gpu(80), last: 1));
        Assert.Contains("tell small:1/cuda:0: #4 is s0", table.End(Small, 2, 1, Outcomes.Failed()).Concat(table.Ask(Small, Offers.Gpu(16), last: 2)));
        Assert.Contains(table.State.Leases.Values, lease => lease.Trainer.Name == Big && lease.Stage.Number == 1);
    }

    [Fact]
    public void A_device_on_which_one_training_after_the_other_fails_rests_while_others_work()
    {
        var table = new Table(Chains(9));
        table.Ask("good:1/cuda:0", Offers.Gpu(80));
        for (var attempt = 2; attempt <= 4; attempt++)
        {
            Assert.Contains($"tell bad:1/cuda:0: #{attempt} is s{attempt - 1}", table.Ask("bad:1/cuda:0", Offers.Gpu(80), last: attempt - 1));
            Assert.Equal(attempt == 4, table.End("bad:1/cuda:0", attempt, attempt - 1, Outcomes.Failed()).Contains("announce: bad:1/cuda:0 rests for 1 min"));
        }
        Assert.Empty(table.Ask("bad:1/cuda:0", Offers.Gpu(80), last: 4));
        table.Wait(TimeSpan.FromSeconds(59));
        Assert.Empty(table.Tick());
        table.Wait(TimeSpan.FromSeconds(1));
        Assert.Contains("tell bad:1/cuda:0: #5 is s4", table.Tick());
        Assert.Contains("announce: bad:1/cuda:0 rests for 2 min", table.End("bad:1/cuda:0", 5, 4, Outcomes.Failed()));
    }

    [Theory]
    [InlineData("bad:1/cuda:0", "bad:1/cuda:0", false)]
    [InlineData("bad:1/cuda:0", "bad:1/cuda:1", false)]
    [InlineData("bad:1/cuda:0", "other:1/cuda:0", true)]
    public void A_sweep_is_not_stopped_for_what_fails_alike_on_one_machine_while_another_works(string first, string second, bool isStopped)
    {
        var table = new Table(Chains(9), new FailurePolicy { StopIfFirstAllFail = 3, Attempts = 9 });
        table.Ask("good:1/cuda:0", Offers.Gpu(80));
        table.Ask(first, Offers.Gpu(80));
        table.Ask(second, Offers.Gpu(80));
        var said = new List<string>();
        for (var failure = 0; failure < 8 && !said.Any(HasStopped); failure++)
        {
            foreach (var (attempt, lease) in table.State.Leases.Where(pair => pair.Value.Trainer.Node != "good:1").ToList())
            {
                said.AddRange(table.End(lease.Trainer.Name, attempt.Value, lease.Stage.Number, Outcomes.Failed()));
                table.Ask(lease.Trainer.Name, Offers.Gpu(80), last: attempt.Value);
            }
        }
        Assert.Equal(isStopped, said.Any(HasStopped));
        if (isStopped) return;
        // Once it is alone there is nothing to compare with.
        table.Lose("good:1/cuda:0");
        var (next, held) = table.State.Leases.First();
        Assert.Contains(table.End(held.Trainer.Name, next.Value, held.Stage.Number, Outcomes.Failed()), HasStopped);

        static bool HasStopped(string line) => line.Contains("the first 3 stages all failed alike");
    }

    [Fact]
    public void The_only_device_never_rests()
    {
        var table = new Table(Chains(9), new FailurePolicy { StopIfFirstAllFail = 0, Attempts = 1 });
        for (var attempt = 1; attempt <= 9; attempt++)
        {
            Assert.Contains($"tell gpu:1/cuda:0: #{attempt} is s{attempt - 1}", table.Ask("gpu:1/cuda:0", Offers.Gpu(80), last: attempt - 1));
            Assert.DoesNotContain(table.End("gpu:1/cuda:0", attempt, attempt - 1, Outcomes.Failed()), line => line.Contains("rests"));
        }
    }

    [Fact]
    public void A_chain_stays_on_its_node()
    {
        // s0 and s1 are round 0 of two seeds, s2 and s3 their rounds 1.
        var table = new Table(Chains(2));
        table.Ask("a:1/cpu:0");
        table.Ask("b:1/cpu:0");
        Assert.Contains("tell b:1/cpu:0: #3 is s3", table.Complete("b:1/cpu:0", 2, 1));
        Assert.Contains("tell a:1/cpu:0: #4 is s2", table.Complete("a:1/cpu:0", 1, 0));
    }

    [Fact]
    public void A_chain_stays_on_its_node_though_another_is_idle()
    {
        var table = new Table(Chains(1));
        table.Ask("a:1/cpu:0");
        table.Ask("b:1/cpu:0");
        Assert.Contains("tell a:1/cpu:0: #2 is s1", table.Complete("a:1/cpu:0", 1, 0));
        Assert.Contains("tell b:1/cpu:0: #3 is s1", table.Lose("a:1/cpu:0"));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(200, true)]
    public void A_device_that_is_much_slower_works_only_as_long_as_there_is_enough_for_all(int seeds, bool works)
    {
        var table = new Table(Chains(seeds));
        table.Ask("cpu:0");
        table.Ask(Big, Offers.Gpu(80));
        // A hundred times as fast. What a device does first says little of its speed.
        for (var training = 0; training < 3; training++) CompleteNext(table, Big, Offers.Gpu(80), seconds: 1);
        for (var training = 0; training < 2; training++) CompleteNext(table, "cpu:0", Offers.Cpu, seconds: 100);
        Assert.Equal(works, table.State.Leases.Values.Any(lease => lease.Trainer.Name == "cpu:0"));
        table.Lose(Big);
        Assert.Contains(table.State.Leases.Values, lease => lease.Trainer.Name == "cpu:0");
    }

    private static void CompleteNext(Table table, string trainer, Actors.Scheduling.DeviceOffer offer, double seconds)
    {
        var (attempt, lease) = table.State.Leases.Single(pair => pair.Value.Trainer.Name == trainer);
        table.Complete(trainer, attempt.Value, lease.Stage.Number, seconds);
        table.Ask(trainer, offer, attempt.Value);
    }
}
