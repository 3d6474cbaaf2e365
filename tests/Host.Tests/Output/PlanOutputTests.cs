using System.Text.Json;
using Sweeper.Actors.Planning;
using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class PlanOutputTests
{
    private static readonly SpeedBook NoSpeeds = new(new Dictionary<string, double>());
    private static readonly SpeedBook Measured = new(new Dictionary<string, double> { ["lenet-300-100"] = 1e9 });

    [Fact]
    public void Json_has_the_keys_of_the_contract()
    {
        using var json = JsonDocument.Parse(PlanJson.Write(Summary(Plans.Of(Plans.Small), Measured)));
        Assert.Equal(
            ["name", "cells", "trainings", "trainingsIfEveryCellRanAlone", "done", "criticalPathTrainings", "epochs", "chains", "estimatedSeconds", "storeBytes", "atLeast"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal("small", json.RootElement.GetProperty("name").GetString());
        // Rounds 0..2, two seeds: two sources and random, 9 rows of 2. Alone a winning cell of round r costs r + 1.
        Assert.Equal(18, json.RootElement.GetProperty("cells").GetInt32());
        Assert.Equal(2 * (2 * (1 + 2 + 3) + 3), json.RootElement.GetProperty("trainingsIfEveryCellRanAlone").GetInt32());
        // Chain one 0..1, chain two 0..2, transfer 0..2, random 1..2: ten a seed.
        Assert.Equal(20, json.RootElement.GetProperty("trainings").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("done").GetInt32());
        Assert.True(json.RootElement.GetProperty("estimatedSeconds").GetDouble() > 0);
    }

    [Fact]
    public void Json_has_nulls_for_what_is_unknown()
    {
        using var json = JsonDocument.Parse(PlanJson.Write(Summary(Plans.Of(Plans.With(("dataset: one", "dataset: far"))), NoSpeeds)));
        Assert.Equal(["done", "estimatedSeconds", "atLeast"], json.RootElement.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Null).Select(field => field.Name));
    }

    [Fact]
    public void Adaptive_seeds_have_a_range_of_cost()
    {
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: {min: 2, max: 5, until: {ci95_halfwidth: 0.5}}")));
        using var json = JsonDocument.Parse(PlanJson.Write(Summary(plan, Measured)));
        Assert.Equal((45, 50), (json.RootElement.GetProperty("cells").GetInt32(), json.RootElement.GetProperty("trainings").GetInt32()));
        var least = json.RootElement.GetProperty("atLeast");
        Assert.Equal((18, 20), (least.GetProperty("cells").GetInt32(), least.GetProperty("trainings").GetInt32()));
        Assert.Equal(json.RootElement.EnumerateObject().Select(field => field.Name).SkipLast(1), least.EnumerateObject().Select(field => field.Name));
        Screen.Check("plan-adaptive.txt", Text(plan, Measured));
    }

    [Fact]
    public void Text_shows_the_grid_and_what_it_costs() => Screen.Check("plan.txt", Text(Plans.Of(Plans.Small), Measured));

    [Fact]
    public void Text_says_what_is_unknown_and_how_to_find_out() =>
        Screen.Check("plan-unknown.txt", Text(Plans.Of(Plans.With(("dataset: one", "dataset: far"))), NoSpeeds));

    [Fact]
    public void Text_says_when_nothing_is_left()
    {
        var plan = Plans.Of(Plans.Small);
        var text = PlanText.Write(plan, Summary(plan, Measured) with { Done = plan.Stages.Length });
        Assert.Matches(@"\ntime +nothing is left to train\n", text);
    }

    [Fact]
    public void Several_sweeps_are_one_plan_that_counts_shared_trainings_once()
    {
        var plan = Plans.Of(Plans.Small, Plans.With(("name: small", "name: more"), ("seeds: 2", "seeds: 3")));
        var summary = Summary(plan, NoSpeeds);
        Assert.Equal("small + more", summary.Name);
        Assert.Equal(30, summary.Trainings);
        var text = PlanText.Write(plan, summary);
        Assert.Contains("sweep small\n", text);
        Assert.Contains("sweep more\n", text);
    }

    [Fact]
    public void An_estimate_beyond_measure_is_still_printed() =>
        Assert.Contains("d ", Text(Plans.Of(Plans.With(("epochs: 2", "epochs: 1000000"), ("rounds: 2", "rounds: 30"))), new(new Dictionary<string, double> { ["lenet-300-100"] = 1e3 })));

    [Fact]
    public void A_ticket_on_its_own_source_is_explained_as_the_chains_own_training() =>
        Assert.Contains("the lenet-300-100 ticket of two/sgd on itself is the chain's own training: it costs nothing more\n", PlanExplanation.Of(Plans.Of(Plans.Small)));

    [Fact]
    public void A_ticket_trained_apart_from_its_chain_is_explained_with_the_reason()
    {
        Assert.Contains("on itself is trained apart from the chain: head_policy 'always' draws its last layer anew, dense\n",
            PlanExplanation.Of(Plans.Of(Plans.With(("{rounds: 2}", "{rounds: 2, head_policy: always}")))));
        Assert.Contains("on itself is trained apart from the chain: an override gives one role another recipe",
            PlanExplanation.Of(Plans.Of(Plans.Small + "overrides:\n  - {role: target, recipe: {epochs: 3}}\n")));
    }

    [Fact]
    public void A_head_under_the_tickets_mask_is_explained_with_its_knob() =>
        Assert.Contains("draws its last layer anew, under the ticket's mask (head_mask 'masked')\n",
            PlanExplanation.Of(Plans.Of(Plans.With(("{rounds: 2}", "{rounds: 2, head_policy: always, head_mask: masked, prune_classifier: true}")))));

    [Fact]
    public void Redrawn_tickets_are_explained_by_what_they_take_from_a_chain()
    {
        var explanation = PlanExplanation.Of(Plans.Of(Plans.With(("pruning:", "tickets: [random-layerwise, random-weights]\npruning:"))));
        // Two seeds, two sources, rounds 1 and 2.
        Assert.Contains("#   8 are of random-layerwise tickets: each takes the mask of a chain, permuted inside each layer, over fresh weights\n", explanation);
        Assert.Contains("#   8 are of random-weights tickets: each takes the mask of a chain, as it is, over fresh weights\n", explanation);
        Assert.DoesNotContain("on itself", explanation);
    }

    [Fact]
    public void Text_shows_an_input_that_is_not_the_datasets_own()
    {
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: 2\ninput: {channels: 3, size: 32, normalisation: imagenet}")));
        Assert.Contains("\n  input    3 channels, 32x32 pixels, normalisation imagenet\n", Text(plan, NoSpeeds));
        Assert.DoesNotContain("input", Text(Plans.Of(Plans.Small), NoSpeeds));
    }

    [Fact]
    public void An_explanation_says_how_many_trainings_are_for_what()
    {
        var explanation = PlanExplanation.Of(Plans.Of(Plans.Small));
        Assert.Contains("# 20 trainings:\n", explanation);
        // Only chain one makes tickets and no cell; random's and two's dense training are one.
        Assert.Contains("#   16 give the accuracy of a cell; 2 more cells share one of them\n", explanation);
        Assert.Contains("#   4 only make tickets for others", explanation);
    }

    private static PlanSummary Summary(SweepPlan plan, SpeedBook speeds) => PlanSummary.Of(plan, null, null, speeds, trainers: 2);

    private static string Text(SweepPlan plan, SpeedBook speeds) => PlanText.Write(plan, Summary(plan, speeds));
}
