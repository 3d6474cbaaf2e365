using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Planning;

/// <summary>What a winning ticket brings to its target besides mask and weights: last layer, batch norm, moments.</summary>
public class HeadTests
{
    [Theory]
    // The numbers of classes agree (a and b have ten), then differ (c has five).
    [InlineData("b", HeadPolicy.ReinitIfShapeDiffers, HeadMask.Dense, false, HeadStart.Kept)]
    [InlineData("b", HeadPolicy.ReinitIfShapeDiffers, HeadMask.Dense, true, HeadStart.Kept)]
    [InlineData("b", HeadPolicy.ReinitIfShapeDiffers, HeadMask.Masked, true, HeadStart.Kept)]
    [InlineData("b", HeadPolicy.Always, HeadMask.Dense, false, HeadStart.Fresh)]
    [InlineData("b", HeadPolicy.Always, HeadMask.Dense, true, HeadStart.Fresh)]
    [InlineData("b", HeadPolicy.Always, HeadMask.Masked, false, HeadStart.Fresh)]
    [InlineData("b", HeadPolicy.Always, HeadMask.Masked, true, HeadStart.FreshMasked)]
    [InlineData("c", HeadPolicy.ReinitIfShapeDiffers, HeadMask.Dense, true, HeadStart.Fresh)]
    [InlineData("c", HeadPolicy.ReinitIfShapeDiffers, HeadMask.Masked, true, HeadStart.Fresh)]
    [InlineData("c", HeadPolicy.Always, HeadMask.Masked, true, HeadStart.Fresh)]
    public void The_last_layer_starts_by_policy_mask_classifier_and_classes(string target, HeadPolicy policy, HeadMask mask, bool classifier, HeadStart expected)
    {
        var plan = Sweeps.Plan(Sweeps.Winning("a", target, rounds: 1) with
        {
            EvaluatedRounds = [1],
            Pruning = new PruningSpec { Rounds = 1, HeadPolicy = policy, HeadMask = mask, Tensors = PrunedTensors.Default with { Classifier = classifier } },
        });
        Assert.Equal(expected, Assert.IsType<StartingState.Winning>(plan.Stages.Single(stage => stage.IsCellValue).Spec.Start).Head);
    }

    [Fact]
    public void Rewound_moments_are_asked_of_round_0_at_each_rewind_point_and_brought_to_every_rewound_training()
    {
        var plan = Sweeps.Plan(Sweeps.Winning("a", "a b", rounds: 2) with
        {
            Pruning = new PruningSpec { Rounds = 2, Rewinds = [Duration.Steps(3), Duration.Epochs(1)], OptimizerState = OptimizerStart.Rewound },
        });
        var first = plan.Stages.Single(stage => stage.Spec.Dataset.Text == "a" && stage.Spec.Start is StartingState.Init);
        Assert.Equal([new(OptimizerOutput.KeyOf(first.Key, 3), 3), new(OptimizerOutput.KeyOf(first.Key, 10), 10)], first.Outputs.OptimizerStates);
        foreach (var stage in plan.Stages.Where(stage => stage != first))
        {
            Assert.Empty(stage.Outputs.OptimizerStates);
            var ticket = Assert.IsType<StartingState.Winning>(stage.Spec.Start);
            var at = first.Outputs.Rewinds.Single(rewind => rewind.Key == ticket.Weights).Step;
            Assert.Equal(OptimizerOutput.KeyOf(first.Key, at), ticket.OptimizerState);
            Assert.Contains(first.Number, stage.Producers);
        }
    }

    [Fact]
    public void Fresh_moments_are_asked_of_nobody() => Assert.All(Sweeps.Plan(Sweeps.Winning("a", "a b", rounds: 2)).Stages, stage =>
    {
        Assert.Empty(stage.Outputs.OptimizerStates);
        Assert.Null((stage.Spec.Start as StartingState.Winning)?.OptimizerState);
    });

    [Fact]
    public void A_ticket_on_its_own_source_stays_the_chains_training_with_norms_reset_and_moments_rewound()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(rounds: 3) with { Pruning = new PruningSpec { Rounds = 3, ResetNorm = true, OptimizerState = OptimizerStart.Rewound } });
        Assert.Equal(4, plan.Stages.Length);
        Assert.Equal(3, plan.Stages.Count(stage => stage.Spec.Start is StartingState.Winning { FreshNorm: true, OptimizerState: not null }));
    }
}
