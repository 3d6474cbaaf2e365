using Sweeper.Cluster.Tests.Support;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>A coordinator that goes costs no training: nodes keep what they hold, and another takes over.</summary>
public sealed class FailoverTests : IDisposable
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly TestCluster _cluster = new(epochs: 40);

    [Fact]
    public void After_a_kill_and_after_a_graceful_stop_another_goes_on_and_no_training_is_begun_twice()
    {
        RunningCommand[] coordinators = [.. Enumerable.Range(0, 3).Select(_cluster.StartCoordinator)];
        RunningCommand[] nodes = [.. Enumerable.Range(0, 2).Select(_cluster.StartNode)];
        try
        {
            foreach (var signal in (int[])[Kill, Terminate])
            {
                var before = _cluster.KnownResults;
                nodes[0].WaitUntil("trainings have finished", () => _cluster.KnownResults >= before + 3);
                var first = coordinators.Single(each => each.Id == _cluster.Coordinator);
                first.Signal(signal);
                first.WaitForExit();
                nodes[0].WaitUntil("another has taken over", () => _cluster.Coordinator is { } now && now != first.Id);
            }
            var last = coordinators.Single(each => each.Id == _cluster.Coordinator);
            last.WaitForExit().Expect(0);
            foreach (var node in nodes) node.WaitForExit().Expect(0);
            _cluster.ExpectUndisturbedResults();
            Assert.Equal(3, _cluster.Results.Term);
            Assert.Equal(_cluster.Trainings, _cluster.Results.Attempts);
        }
        finally
        {
            foreach (var each in coordinators.Concat(nodes)) each.Dispose();
        }
    }

    [Fact]
    public void A_coordinator_that_stood_still_finds_itself_replaced_changes_nothing_and_stands_by()
    {
        using RunningCommand first = _cluster.StartCoordinator(0), node = _cluster.StartNode(0);
        node.WaitUntil("trainings have finished", () => _cluster.KnownResults >= 2);
        using var second = _cluster.StartCoordinator(1);
        second.WaitUntil("it stands by", () => second.Errors.Contains("standing by", StringComparison.Ordinal));
        first.Signal(Stop);
        second.WaitUntil("it has taken over", () => _cluster.Coordinator == second.Id);
        var taken = _cluster.KnownResults;
        second.WaitUntil("it goes on", () => _cluster.KnownResults > taken);
        first.Signal(Continue);
        first.WaitUntil("it has seen that", () => first.Errors.Contains("another coordinator has taken over", StringComparison.Ordinal));
        second.WaitForExit().Expect(0);
        // It then has its turn, at which nothing is left to do.
        Assert.Contains("lenet-300-100", first.WaitForExit().Expect(0).Output);
        node.WaitForExit().Expect(0);
        _cluster.ExpectUndisturbedResults();
        Assert.Equal(_cluster.Trainings, _cluster.Results.Attempts);
    }

    [Fact]
    public void Cancel_ends_those_who_stand_by_too()
    {
        using RunningCommand first = _cluster.StartCoordinator(0), node = _cluster.StartNode(0);
        node.WaitUntil("trainings have finished", () => _cluster.KnownResults >= 1);
        using var second = _cluster.StartCoordinator(1);
        second.WaitUntil("it stands by", () => second.Errors.Contains("standing by", StringComparison.Ordinal));
        _cluster.Place.Run("cancel", "--store", "store").Expect(0);
        first.WaitForExit().Expect(130);
        Assert.Contains("has ended the sweep for all", second.WaitForExit().Expect(130).Errors);
        Assert.Contains("the run has ended", node.WaitForExit().Expect(0).Errors);
    }

    public void Dispose() => _cluster.Dispose();
}
