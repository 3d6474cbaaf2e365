using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Aggregation;

public class GroupReaderTests
{
    private readonly SweepPlan _plan = Sweeps.Plan(Sweeps.Winning("a", "a b", rounds: 2, seeds: 3));
    private readonly Dictionary<StageKey, StoredResult> _results = [];
    private readonly Dictionary<StageKey, StageTrouble> _setAside = [];

    [Fact]
    public void Cells_without_results_are_missing()
    {
        var row = Read(round: 1);
        Assert.All(row.Seeds, seed => Assert.Equal((null, CellState.Missing), (seed.Accuracy, seed.State)));
        Assert.Equal((3, 0), (row.Wanted, row.Statistics.N));
        Assert.Null(row.PrunedFraction);
    }

    [Fact]
    public void A_row_has_its_seeds_in_ascending_order_and_statistics_of_those_that_are_done()
    {
        Store(round: 1, seed: 2, correct: 92);
        Store(round: 1, seed: 0, correct: 90);
        var row = Read(round: 1);
        Assert.Equal([(0, 0.90), (1, null), (2, 0.92)], row.Seeds.Select(seed => (seed.Seed, seed.Accuracy)));
        Assert.Equal(2, row.Statistics.N);
        Assert.Equal(0.91, row.Statistics.Mean!.Value, 12);
        Assert.Equal(0.2, row.PrunedFraction);
    }

    [Fact]
    public void Where_there_is_nothing_to_prune_nothing_is_pruned()
    {
        _results[Key(round: 1, seed: 0)] = new(90, 100, 0, 0);
        Assert.Equal(0, Read(round: 1).PrunedFraction);
    }

    [Theory]
    [InlineData(FailureCause.NotANumber, CellState.Nan)]
    [InlineData(FailureCause.Crash, CellState.Quarantined)]
    [InlineData(FailureCause.Error, CellState.Failed)]
    [InlineData(FailureCause.Data, CellState.Failed)]
    public void A_cell_whose_training_failed_for_good_says_how(FailureCause cause, CellState state)
    {
        SetAside(round: 1, seed: 1, cause);
        Assert.Equal([CellState.Missing, state, CellState.Missing], Read(round: 1).Seeds.Select(seed => seed.State));
    }

    [Fact]
    public void Cells_behind_a_failed_training_are_blocked_through_the_whole_chain()
    {
        SetAside(round: 0, seed: 1, FailureCause.Error);
        Assert.All([1, 2], round => Assert.Equal(
            [CellState.Missing, CellState.Blocked, CellState.Missing], Read(round).Seeds.Select(seed => seed.State)));
        Assert.Equal(CellState.Blocked, Read(round: 2, target: "b").Seeds[1].State);
    }

    [Fact]
    public void A_result_outlives_a_later_failure()
    {
        Store(round: 1, seed: 1, correct: 90);
        SetAside(round: 1, seed: 1, FailureCause.Error);
        Assert.Equal((0.9, CellState.Done), (Read(round: 1).Seeds[1].Accuracy, Read(round: 1).Seeds[1].State));
    }

    private ResultGroup Read(int round, string target = "a") => new GroupReader(_plan, _results, _setAside).Read(Group(round, target));

    private CellGroup Group(int round, string target) => _plan.Groups.Single(group => group.Round == round && group.Target.Dataset.Text == target);

    private StageKey Key(int round, long seed) => _plan.Stages[Group(round, "a").Cells.Single(cell => cell.Seed == seed).Stage].Key;

    private void Store(int round, long seed, int correct) => _results[Key(round, seed)] = new(correct, 100, 20, 100);

    private void SetAside(int round, long seed, FailureCause cause) => _setAside[Key(round, seed)] = new(3, 0, cause, "why");
}
