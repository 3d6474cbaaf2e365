using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Planning;

/// <summary>Tickets of fresh weights over a source's mask: figure A1 of the paper.</summary>
public class RedrawnTicketTests
{
    public static TheoryData<TicketKind> Kinds => [TicketKind.RandomLayerwise, TicketKind.RandomWeights];

    [Theory, MemberData(nameof(Kinds))]
    public void Round_r_needs_the_mask_of_the_source_and_none_of_its_weights(TicketKind kind)
    {
        var plan = Sweeps.Plan(Of(kind, "a", "b", rounds: 3));
        foreach (var group in plan.Groups.Where(group => group.Round > 0))
        {
            var stage = Value(plan, group);
            var producer = plan.Stages[Assert.Single(stage.Producers)];
            Assert.Equal("a", producer.Spec.Dataset.Text);
            // The chain's round r - 1 has r trainings behind it, itself included.
            Assert.Equal(group.Round, producer.Depth);
            Assert.Equal([MaskOutput.KeyOf(producer.Key, group.Pruning!.Rule)], stage.Spec.Start.Needs);
            Assert.Contains(producer.Outputs.Masks, mask => mask.Key == stage.Spec.Start.Needs.Single());
        }
        // On b rounds 0, 1, 2, 3; on a the chain's rounds 0, 1, 2.
        Assert.Equal(4 + 3, plan.Stages.Length);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Round_0_is_the_targets_dense_training_for_every_source(TicketKind kind)
    {
        var plan = Sweeps.Plan(Of(kind, "a b", "b", rounds: 1) with { EvaluatedRounds = [0], Tickets = [TicketKind.Random, kind] });
        Assert.IsType<StartingState.Init>(Assert.Single(plan.Stages).Spec.Start);
        Assert.Equal(3, plan.Cells);
        Assert.Equal(0, plan.Chains);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void On_its_own_source_it_is_a_training_beside_the_chain(TicketKind kind)
    {
        var plan = Sweeps.Plan(Of(kind, "a", "a", rounds: 3));
        // The dense training, the chain's rounds 1 and 2, and three of the kind.
        Assert.Equal(1 + 2 + 3, plan.Stages.Length);
        Assert.Equal(3, plan.Stages.Count(stage => stage.Spec.Start is StartingState.RandomLayerwise or StartingState.RandomWeights));
        Assert.Equal(plan.Stages.Length + 1, Sweeps.Plan(Of(kind, "a", "a", rounds: 3) with { Tickets = [TicketKind.Winning, kind] }).Stages.Length);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Its_schedule_starts_at_0_its_norms_and_moments_are_fresh_whatever_the_chains_are(TicketKind kind)
    {
        var plain = Of(kind, "a", "a", rounds: 1);
        var turned = plain with
        {
            Pruning = plain.Pruning with { ScheduleAfterReset = ScheduleAfterReset.Resume, ResetNorm = true, OptimizerState = OptimizerStart.Rewound },
        };
        Assert.Equal(Keys(plain), Keys(turned));
        Assert.All(Sweeps.Plan(turned).Stages, stage => Assert.Equal(0, stage.Spec.FirstStep));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_first_rounds_mask_is_one_for_every_rewind_point(TicketKind kind)
    {
        var spec = Of(kind, "a", "a", rounds: 1);
        var plan = Sweeps.Plan(spec with { Pruning = spec.Pruning with { Rewinds = [Duration.Zero, Duration.Steps(3), Duration.Epochs(1)] } });
        Assert.Equal(2, plan.Stages.Length);
        Assert.Equal(3 * 2, plan.Cells);
    }

    [Fact]
    public void The_two_kinds_share_their_chain()
    {
        var both = Of(TicketKind.RandomWeights, "a", "b", rounds: 3) with { Tickets = [TicketKind.RandomLayerwise, TicketKind.RandomWeights] };
        Assert.Equal(3 + 1 + 3 + 3, Sweeps.Plan(both).Stages.Length);
        Assert.Equal(2 * (1 + 2 + 3 + 4), Sweeps.Plan(both).TrainingsIfEveryCellRanAlone);
    }

    [Theory]
    [InlineData("a", "b", true, HeadPolicy.ReinitIfShapeDiffers, HeadMask.Dense, "masked")]
    [InlineData("a", "b", false, HeadPolicy.ReinitIfShapeDiffers, HeadMask.Dense, "dense")]
    [InlineData("a", "b", true, HeadPolicy.Always, HeadMask.Dense, "dense")]
    [InlineData("a", "b", true, HeadPolicy.Always, HeadMask.Masked, "masked")]
    [InlineData("a", "c", true, HeadPolicy.Always, HeadMask.Masked, "dense")]
    public void Its_last_layer_has_a_mask_where_a_winning_tickets_would_have_one(string source, string target, bool classifier, HeadPolicy policy, HeadMask mask, string expected)
    {
        var pruning = new PruningSpec { Rounds = 1, HeadPolicy = policy, HeadMask = mask, Tensors = PrunedTensors.Default with { Classifier = classifier } };
        foreach (var kind in Kinds)
        {
            var plan = Sweeps.Plan(Of(kind.Data, source, target, rounds: 1) with { Pruning = pruning, EvaluatedRounds = [1] });
            Assert.EndsWith($"head_mask={expected}", Value(plan, plan.Groups[0]).Spec.Start.CanonicalForm);
        }
    }

    private static SweepSpec Of(TicketKind kind, string sources, string targets, int rounds) => Sweeps.Winning(sources, targets, rounds) with { Tickets = [kind] };

    private static PlannedStage Value(SweepPlan plan, CellGroup group) => plan.Stages[group.Cells[0].Stage];

    private static ImmutableArray<string> Keys(SweepSpec spec) => [.. Sweeps.Plan(spec).Stages.Select(stage => stage.Key.Value)];
}
