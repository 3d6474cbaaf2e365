using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Planning;

/// <summary>The paper's figures cost what arithmetic says: a chain 31 trainings (30 where nothing needs the last), a transfer 15, a random curve 14.</summary>
public class PaperCountsTests
{
    private static readonly SweepSpec Figure1 = WithScopes(PruningScope.Global, PruningScope.Layerwise);
    private static readonly SweepSpec Figure2 = Sweeps.Paper("cifar-10-a cifar-10-b", "cifar-10-b");

    private static readonly SweepSpec Figure3 = Sweeps.Paper(
        "fashion-mnist-rgb svhn cifar-10 cifar-100 imagenet places365", "fashion-mnist-rgb svhn cifar-10 cifar-100 imagenet places365") with
    {
        Pairs = [new PairFilter.Except(new(["fashion-mnist-rgb", "svhn"], []), new(["imagenet", "places365"], []))],
        Overrides = [new OverrideSpec { Datasets = ["imagenet", "places365"], Pruning = new() { Rewind = Duration.Epochs(3) } }],
    };

    private static readonly SweepSpec Figure5 = Sweeps.Paper("cifar-10", "cifar-10") with
    {
        Sources = Sweeps.Under("cifar-10", "sgd", "adam"),
        Targets = Sweeps.Under("cifar-10", "sgd", "adam"),
    };

    private static readonly SweepSpec FigureA1 = Sweeps.Paper("cifar-10", "cifar-10") with { Tickets = [.. Enum.GetValues<TicketKind>()] };

    [Fact]
    public void Figure_1_takes_450_trainings()
    {
        var plan = Sweeps.Plan(Figure1);
        Assert.Equal(450, plan.Stages.Length);
        Assert.Equal(3 * 15 * 6, plan.Cells);
        Assert.Equal(12, plan.Chains);
        Assert.Equal(31, plan.CriticalPathTrainings);
        Assert.Equal(450 * 160.0, plan.Epochs, 6);
    }

    [Fact]
    public void Figure_2_takes_540_trainings_a_model()
    {
        Assert.Equal(540, Sweeps.Plan(Figure2).Stages.Length);
        var second = new ModelSpec("vgg-19") { Init = Initialisation.KaimingNormal };
        Assert.Equal(1080, Sweeps.Plan(Figure2 with { Models = [.. Figure2.Models, second] }).Stages.Length);
    }

    [Fact]
    public void A_source_that_is_not_its_own_target_does_not_train_its_last_round()
    {
        var plan = Sweeps.Plan(Sweeps.Paper("cifar-10-a", "cifar-10-b") with { Tickets = [TicketKind.Winning], Seeds = [0] });
        Assert.Equal(30, plan.Stages.Count(stage => stage.Spec.Dataset.Half == 'a'));
        Assert.Equal(15, plan.Stages.Count(stage => stage.Spec.Dataset.Half == 'b'));
        Assert.Equal(31, plan.CriticalPathTrainings);
    }

    [Fact]
    public void Figure_3_takes_3960_trainings()
    {
        var plan = Sweeps.Plan(Figure3);
        Assert.Equal(3960, plan.Stages.Length);
        Assert.Equal(36, plan.Chains);
        Assert.Equal((32 + 6) * 15 * 6, plan.Cells);
    }

    [Fact]
    public void Figure_5_takes_720_trainings() => Assert.Equal(720, Sweeps.Plan(Figure5).Stages.Length);

    [Fact]
    public void Figure_A1_takes_438_trainings()
    {
        var plan = Sweeps.Plan(FigureA1);
        // A seed: the chain's 31, which are the winning curve, and three curves of 14, whose round 0 is the chain's.
        Assert.Equal(6 * (31 + 3 * 14), plan.Stages.Length);
        Assert.Equal(438, plan.Stages.Length);
        Assert.Equal(4 * 15 * 6, plan.Cells);
        Assert.Equal(6, plan.Chains);
        Assert.Equal(31, plan.CriticalPathTrainings);
    }

    [Fact]
    public void Figure_A1_shares_its_chain_and_random_curve_with_figure_1() => Assert.Equal(450 + 6 * 2 * 14, Sweeps.Plan(Figure1, FigureA1).Stages.Length);

    [Fact]
    public void The_figures_together_share_their_chains_and_random_curves()
    {
        var plan = Sweeps.Plan(Figure1, Figure2, Figure3, Figure5);
        // Beyond figures 2 and 3: the layerwise chains of figure 1, and of figure 5 all but the SGD chain and its random curve.
        Assert.Equal(540 + 3960 + 6 * 30 + (720 - 6 * (31 + 14)), plan.Stages.Length);
    }

    [Fact]
    public void A_grid_of_4_by_4_datasets_and_2_optimizers_takes_a_training_a_cell()
    {
        const string datasets = "fashion-mnist-rgb svhn cifar-10 cifar-100";
        var plan = Sweeps.Plan(Sweeps.Paper(datasets, datasets) with
        {
            Sources = Sweeps.Under(datasets, "sgd", "adam"),
            Targets = Sweeps.Under(datasets, "sgd", "adam"),
            Pairs = [new PairFilter.SameOptimizer()],
            Tickets = [TicketKind.Winning],
            EvaluatedRounds = default,
        });
        Assert.Equal(5952, plan.Cells);
        Assert.Equal(5952, plan.Stages.Length);
        Assert.Equal(95_232, plan.TrainingsIfEveryCellRanAlone);
        Assert.Equal(48, plan.Chains);
    }

    [Fact]
    public void The_quickstart_takes_102_trainings_for_81_cells()
    {
        var plan = Sweeps.Plan(Sweeps.Winning("fashion-mnist-a fashion-mnist-b", "fashion-mnist-b", rounds: 8, seeds: 3) with
        {
            Tickets = [TicketKind.Winning, TicketKind.Random],
        });
        Assert.Equal(81, plan.Cells);
        // A seed: the chain on a without its last round, the chain on b, the transfer with its round 0, the random curve without.
        Assert.Equal(3 * (8 + 9 + 9 + 8), plan.Stages.Length);
        Assert.Equal(9, plan.CriticalPathTrainings);
        Assert.Equal(6, plan.Chains);
        Assert.Equal(3 * (2 * 45 + 9), plan.TrainingsIfEveryCellRanAlone);
    }

    [Fact]
    public void A_chain_of_vgg_19_takes_155_MB_a_seed()
    {
        var size = StoreSize.Of(Sweeps.Plan(Sweeps.Paper("cifar-10", "cifar-10") with { Tickets = [TicketKind.Winning], Seeds = [0] }));
        Assert.InRange(size, 155_000_000, 160_000_000);
    }

    [Fact]
    public void A_plan_of_50_000_cells_counts_right()
    {
        var plan = Sweeps.Plan(Sweeps.Winning("a b", "a b", rounds: 9, seeds: 834) with { Tickets = [TicketKind.Winning, TicketKind.Random] });
        Assert.Equal(2 * 3 * 10 * 834, plan.Cells);
        // A seed and dataset: its chain, a transfer from the other, the random curve.
        Assert.Equal(834 * 2 * (10 + 10 + 9), plan.Stages.Length);
    }

    private static SweepSpec WithScopes(params System.Collections.Immutable.ImmutableArray<PruningScope> scopes) =>
        Sweeps.Paper("cifar-10", "cifar-10") with { Pruning = new PruningSpec { Rounds = 30, Scopes = scopes } };
}
