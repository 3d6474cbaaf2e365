using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Planning;

/// <summary>Winning on its own source is the chain's stage, if recipe and head are equal.</summary>
public class OwnTargetTests
{
    private static readonly OverrideSpec LongerTargets = new() { Role = Role.Target, Recipe = new() { Length = Duration.Epochs(3) } };

    [Fact]
    public void The_curve_of_a_targets_own_ticket_is_the_chain() => Assert.Equal(4, Sweeps.Plan(Sweeps.Winning(rounds: 3)).Stages.Length);

    [Fact]
    public void An_override_of_the_role_target_makes_stages_of_their_own()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(rounds: 3) with { Overrides = [LongerTargets] });
        // The chain's rounds 0, 1, 2; and on the target, longer, rounds 0, 1, 2, 3.
        Assert.Equal(7, plan.Stages.Length);
        Assert.Equal(4, plan.Stages.Count(stage => stage.Spec.Recipe.Length == Duration.Epochs(3) && stage.IsCellValue));
        Assert.Equal(3, plan.Stages.Count(stage => stage.Spec.Recipe.Length == Duration.Epochs(2) && !stage.IsCellValue));
    }

    [Fact]
    public void An_override_of_both_roles_keeps_the_chain() =>
        Assert.Equal(4, Sweeps.Plan(Sweeps.Winning(rounds: 3) with { Overrides = [LongerTargets with { Role = null }] }).Stages.Length);

    [Fact]
    public void A_head_that_is_always_drawn_anew_makes_stages_of_their_own()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(rounds: 3) with { Pruning = new PruningSpec { Rounds = 3, HeadPolicy = HeadPolicy.Always } });
        // The chain keeps its head: rounds 0, 1, 2; round 0 of the curve is its dense training, rounds 1, 2, 3 have a fresh head.
        Assert.Equal(6, plan.Stages.Length);
        Assert.Equal(3, plan.Stages.Count(stage => stage.Spec.Start is StartingState.Winning { Head: HeadStart.Fresh }));
        Assert.Equal(plan.Groups[0].Cells[0].Stage, plan.Stages.Single(stage => stage.Spec.Start is StartingState.Init).Number);
    }

    [Theory]
    [InlineData("a", "b", false)]
    [InlineData("a", "c", true)]
    public void A_head_is_drawn_anew_where_the_number_of_classes_differs(string source, string target, bool fresh)
    {
        var plan = Sweeps.Plan(Sweeps.Winning(source, target, rounds: 1));
        Assert.All(Values(plan), stage => Assert.Equal(fresh ? HeadStart.Fresh : HeadStart.Kept, Assert.IsType<StartingState.Winning>(stage.Spec.Start).Head));
    }

    [Fact]
    public void Round_0_elsewhere_starts_unpruned_from_the_sources_rewound_weights()
    {
        var plan = Sweeps.Plan(Sweeps.Winning("a", "b", rounds: 1));
        var ticket = Assert.IsType<StartingState.Winning>(Values(plan)[0].Spec.Start);
        Assert.Null(ticket.Mask);
        Assert.Equal(plan.Stages[0].Outputs.Rewinds.Single(), new(ticket.Weights, 10));
    }

    [Fact]
    public void A_schedule_that_resumes_resumes_for_every_rewound_ticket_and_for_no_other()
    {
        var plan = Sweeps.Plan(Sweeps.Winning("a", "a b", rounds: 2) with
        {
            Pruning = new PruningSpec { Rounds = 2, ScheduleAfterReset = ScheduleAfterReset.Resume },
        });
        Assert.All(plan.Stages, stage => Assert.Equal(
            stage.Spec.Start is StartingState.Winning ? stage.Spec.Dataset.Text == "a" ? 10 : 20 : 0, stage.Spec.FirstStep));
        Assert.Contains(plan.Stages, stage => stage.Spec.Start is StartingState.Winning { Mask: null });
    }

    [Fact]
    public void Round_0_is_one_training_for_every_kind_scope_and_rewind_point()
    {
        var plan = Sweeps.Plan(Sweeps.Winning() with
        {
            Tickets = [TicketKind.Winning, TicketKind.Random],
            EvaluatedRounds = [0],
            Pruning = new PruningSpec { Rounds = 2, Rewinds = [Duration.Zero, Duration.Epochs(1)], Fractions = [0.2m, 0.5m] },
        });
        Assert.Equal(6, plan.Cells);
        Assert.Single(plan.Stages);
        Assert.Equal(0, plan.Chains);
    }

    [Fact]
    public void Random_tickets_serve_every_source_and_scope()
    {
        var random = Sweeps.Winning("a b", "c", rounds: 2) with { Tickets = [TicketKind.Random] };
        Assert.Equal(3, Sweeps.Plan(random).Stages.Length);
    }

    [Fact]
    public void Chain_stages_leave_the_next_mask_and_keep_their_final_weights_only_if_asked()
    {
        var spec = Sweeps.Winning(rounds: 2);
        Assert.All(Sweeps.Plan(spec).Stages, stage => Assert.Single(stage.Outputs.Masks));
        Assert.All(Sweeps.Plan(spec).Stages, stage => Assert.Null(stage.Outputs.Final));
        Assert.All(Sweeps.Plan(spec with { KeepFinals = true }).Stages, stage => Assert.NotNull(stage.Outputs.Final));
    }

    private static ImmutableArray<PlannedStage> Values(SweepPlan plan) => [.. plan.Groups.SelectMany(group => group.Cells).Select(cell => plan.Stages[cell.Stage])];
}
