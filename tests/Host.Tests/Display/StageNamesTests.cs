using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Host.Display;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Display;

public class StageNamesTests
{
    private static readonly SweepPlan Plan = Plans.Of(Plans.Small);
    private static readonly StageNames Names = new(Plan);

    [Fact]
    public void A_transfer_names_source_and_target() =>
        Assert.Equal("lenet-300-100 one/sgd -> two/sgd  winning  round 2  seed 1", Of(group => group is { Source.Dataset.Base: "one", Round: 2 }, 1));

    [Fact]
    public void A_transfer_of_round_0_is_no_dense_training() =>
        Assert.Equal("lenet-300-100 one/sgd -> two/sgd  winning  round 0  seed 0", Of(group => group is { Source.Dataset.Base: "one", Round: 0 }));

    [Fact]
    public void A_ticket_on_its_own_source_names_it_once() =>
        Assert.Equal("lenet-300-100 two/sgd  winning  round 1  seed 0", Of(group => group is { Source.Dataset.Base: "two", Round: 1 }));

    [Fact]
    public void Round_0_from_init_is_dense_whoever_asks_for_it()
    {
        Assert.Equal("lenet-300-100 two/sgd  dense  seed 0", Of(group => group is { Source.Dataset.Base: "two", Round: 0 }));
        Assert.Equal("lenet-300-100 two/sgd  dense  seed 0", Of(group => group is { Ticket: TicketKind.Random, Round: 0 }));
    }

    [Fact]
    public void A_redrawn_ticket_names_source_and_target_and_its_round_0_is_the_targets_dense_training()
    {
        var plan = Plans.Of(Plans.With(("pruning:", "tickets: [random-weights]\npruning:")));
        var names = new StageNames(plan);
        Assert.Equal("lenet-300-100 one/sgd -> two/sgd  random-weights  round 2  seed 0", names.Of(Plans.Stage(plan, group => group is { Source.Dataset.Base: "one", Round: 2 })));
        Assert.Equal("lenet-300-100 two/sgd  dense  seed 0", names.Of(Plans.Stage(plan, group => group is { Source.Dataset.Base: "one", Round: 0 })));
    }

    [Fact]
    public void A_random_ticket_names_its_target() =>
        Assert.Equal("lenet-300-100 two/sgd  random  round 2  seed 1", Of(group => group is { Ticket: TicketKind.Random, Round: 2 }, 1));

    [Fact]
    public void A_training_that_only_makes_tickets_belongs_to_a_chain() =>
        Assert.Equal(
            ["lenet-300-100 one/sgd  chain  round 0  seed 0", "lenet-300-100 one/sgd  chain  round 1  seed 0"],
            Plan.Stages.Where(stage => !stage.IsCellValue && stage.Spec.Seed == 0).Select(Names.Of));

    [Fact]
    public void Every_stage_of_a_plan_with_one_pruning_has_a_name_of_its_own() =>
        Assert.Equal(Plan.Stages.Length, Plan.Stages.Select(Names.Of).Distinct().Count());

    private static string Of(Func<CellGroup, bool> group, long seed = 0) => Names.Of(Plans.Stage(Plan, group, seed));
}
