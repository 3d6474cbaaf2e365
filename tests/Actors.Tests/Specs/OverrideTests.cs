using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Models;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Specs;

public class OverrideTests
{
    [Fact]
    public void An_override_means_what_all_its_parts_match()
    {
        var rule = new OverrideSpec { Models = ["lenet-300-100"], Datasets = ["b"], Optimizers = ["adam"], Role = Role.Target };
        var b = new Endpoint(new("b"), "adam");
        Assert.True(rule.Matches("lenet-300-100", b, Role.Target));
        Assert.False(rule.Matches("conv-2", b, Role.Target));
        Assert.False(rule.Matches("lenet-300-100", new(new("a"), "adam"), Role.Target));
        Assert.False(rule.Matches("lenet-300-100", b with { Optimizer = "sgd" }, Role.Target));
        Assert.False(rule.Matches("lenet-300-100", b, Role.Source));
        Assert.True(new OverrideSpec().Matches("conv-2", b, Role.Source));
    }

    [Fact]
    public void Later_overrides_win_and_leave_what_they_do_not_name()
    {
        var plan = Sweeps.Plan(Sweeps.Winning() with
        {
            EvaluatedRounds = [0],
            Overrides =
            [
                new() { Recipe = new() { Length = Duration.Epochs(5), BatchSize = 64 } },
                new() { Datasets = ["b"], Recipe = new() { BatchSize = 16 } },
                new() { Recipe = new() { Length = Duration.Epochs(7), Optimizers = Patch("sgd", new() { Lr = 0.5, Milestones = [Duration.Epochs(3)] }) } },
            ],
        });
        var recipe = Assert.Single(plan.Stages).Spec.Recipe;
        Assert.Equal((Duration.Epochs(7), 64), (recipe.Length, recipe.BatchSize));
        Assert.Equal("sgd lr=0.5 momentum=0.9 nesterov=false weight_decay=0.0001 weight_decay_on_bn_bias=true schedule=milestones at=3ep gamma=0.1 warmup=0", recipe.Optimizer.CanonicalForm);
    }

    [Fact]
    public void An_override_of_an_optimizer_leaves_the_others_alone()
    {
        var patch = new RecipePatch { Optimizers = Patch("sgd", new() { Momentum = 0 }) };
        var before = Sweeps.Recipe(Duration.Epochs(2), 32);
        var after = patch.Apply(before);
        Assert.Equal(0, after.Optimizers["sgd"].Momentum);
        Assert.Same(before.Optimizers["adam"], after.Optimizers["adam"]);
    }

    [Fact]
    public void An_overridden_rewind_replaces_the_axis_for_its_sources_only()
    {
        var plan = Sweeps.Plan(Sweeps.Winning("a b", "b", rounds: 1) with
        {
            Models = [new ModelSpec("lenet-300-100")],
            Pruning = new PruningSpec { Rounds = 1, Rewinds = [Duration.Zero, Duration.Epochs(1)] },
            Overrides = [new() { Datasets = ["a"], Pruning = new() { Rewind = Duration.Steps(3) } }],
        });
        Assert.Equal([Duration.Steps(3)], Rewinds("a"));
        Assert.Equal([Duration.Zero, Duration.Epochs(1)], Rewinds("b"));

        IEnumerable<Duration> Rewinds(string source) =>
            plan.Groups.Where(group => group.Source!.Dataset.Text == source && group.Round == 1).Select(group => group.Pruning!.Rewind);
    }

    private static ImmutableSortedDictionary<string, OptimizerPatch> Patch(string optimizer, OptimizerPatch patch) =>
        ImmutableSortedDictionary<string, OptimizerPatch>.Empty.Add(optimizer, patch);
}
