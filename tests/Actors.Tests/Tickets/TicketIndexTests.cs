using CsCheck;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Actors.Tickets;
using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Tickets;

public class TicketIndexTests
{
    private const string Rule = "scope=global criterion=magnitude fraction=0.2 prune_tensors=conv,linear prune_classifier=false";

    [Fact]
    public void A_chain_has_a_ticket_a_round_made_by_the_trainings_before_it()
    {
        var tickets = TicketIndex.Of(Sweeps.Plan(Sweeps.Winning()));
        Assert.Equal([0, 1, 2], tickets.Select(ticket => ticket.Round));
        Assert.Equal([1, 1, 2], tickets.Select(ticket => ticket.Chain.Length));
        // docs/keys.md: ten steps are an epoch of a, to which weights are rewound.
        var dense = tickets[0].Chain[0].Key;
        Assert.All(tickets, ticket => Assert.Equal(10, ticket.RewindStep));
        Assert.All(tickets, ticket => Assert.Equal(ContentHash.Of($"weights/v1\nstage {dense}\nstep 10"), ticket.Weights.Value));
        Assert.Null(tickets[0].Mask);
        Assert.Equal(ContentHash.Of($"mask/v1\nstage {dense}\nrule {Rule}"), tickets[1].Mask!.Value.Value);
        Assert.Equal(ContentHash.Of($"mask/v1\nstage {tickets[2].Chain[1].Key}\nrule {Rule}"), tickets[2].Mask!.Value.Value);
        Assert.Equal(new StartingState.Winning(tickets[1].Mask, tickets[1].Weights, Head: HeadStart.Kept), tickets[2].Chain[1].Spec.Start);
    }

    [Fact]
    public void An_id_is_the_hash_of_mask_and_weights()
    {
        var tickets = TicketIndex.Of(Sweeps.Plan(Sweeps.Winning()));
        Assert.Equal(ContentHash.Of($"ticket/v1\nmask ones {Rule}\nweights {tickets[0].Weights}"), tickets[0].Id.Value);
        Assert.Equal(ContentHash.Of($"ticket/v1\nmask {tickets[2].Mask}\nweights {tickets[2].Weights}"), tickets[2].Id.Value);
    }

    [Fact]
    public void Rounds_that_are_not_evaluated_have_tickets_too()
    {
        var spec = Sweeps.Winning("a b", "a", rounds: 4, seeds: 2) with { EvaluatedRounds = [0, 3] };
        var tickets = TicketIndex.Of(Sweeps.Plan(spec));
        // The chain of b is trained up to round 2, which leaves ticket 3; that of a up to round 3, which leaves ticket 4.
        Assert.Equal(
            ["a 0", "a 0", "a 1", "a 1", "a 2", "a 2", "a 3", "a 3", "a 4", "a 4", "b 0", "b 0", "b 1", "b 1", "b 2", "b 2", "b 3", "b 3"],
            tickets.Select(ticket => $"{ticket.Source.Dataset} {ticket.Round}"));
        Assert.Equal([0, 1], tickets.Take(2).Select(ticket => ticket.Seed));
    }

    [Fact]
    public void The_axes_of_pruning_have_tickets_of_their_own_from_one_dense_training()
    {
        var spec = Sweeps.Winning();
        var plan = Sweeps.Plan(spec with { Pruning = spec.Pruning with { Scopes = [PruningScope.Global, PruningScope.Layerwise], Rewinds = [Duration.Epochs(1), Duration.Steps(3)] } });
        var tickets = TicketIndex.Of(plan);
        Assert.Equal(12, tickets.Length);
        Assert.Equal(12, tickets.Select(ticket => ticket.Id).Distinct().Count());
        Assert.Single(tickets.Select(ticket => ticket.Chain[0].Key).Distinct());
    }

    [Fact]
    public void One_rewind_point_under_two_names_is_one_ticket_under_two_names()
    {
        var spec = Sweeps.Winning();
        var tickets = TicketIndex.Of(Sweeps.Plan(spec with { Pruning = spec.Pruning with { Rewinds = [Duration.Epochs(1), Duration.Steps(10)] } }));
        Assert.Equal(6, tickets.Length);
        Assert.Equal(3, tickets.Select(ticket => ticket.Id).Distinct().Count());
    }

    [Fact]
    public void Random_tickets_and_dense_trainings_are_not_stored()
    {
        Assert.Empty(TicketIndex.Of(Sweeps.Plan(Sweeps.Winning("a b", "a") with { Tickets = [TicketKind.Random] })));
        Assert.Empty(TicketIndex.Of(Sweeps.Plan(Sweeps.Winning() with { EvaluatedRounds = [0] })));
    }

    [Fact]
    public void Every_ticket_that_a_training_starts_from_is_there_once_and_can_be_made() => Grids.Small.Sample(spec =>
    {
        var plan = Sweeps.Plan(spec);
        var tickets = TicketIndex.Of(plan);
        var indexed = tickets.Select(ticket => (ticket.Mask, ticket.Weights)).ToHashSet();
        foreach (var start in plan.Stages.Select(stage => stage.Spec.Start).OfType<StartingState.Winning>()) Assert.Contains((start.Mask, start.Weights), indexed);
        Assert.Equal(tickets.Length, tickets.Select(NameOf).Distinct().Count());
        foreach (var ticket in tickets)
        {
            Assert.InRange(ticket.Round, 0, spec.Pruning.Rounds);
            Assert.Equal(Math.Max(1, ticket.Round), ticket.Chain.Length);
            Assert.True(ticket.Chain[0].Makes(ticket.Weights));
            Assert.True(ticket.Mask is not { } mask || ticket.Chain[^1].Makes(mask));
            Assert.All(ticket.Chain, stage => Assert.Equal(ticket.Chain[0].Spec.Recipe, stage.Spec.Recipe));
            Assert.All(ticket.Chain, stage => Assert.Equal((ticket.Source.Dataset, ticket.Seed), (stage.Spec.Dataset, stage.Spec.Seed)));
        }
    }, iter: 300);

    [Theory]
    [InlineData(true, true, true, true, TicketState.Stored)]
    [InlineData(false, false, false, false, TicketState.NotYet)]
    [InlineData(true, false, true, false, TicketState.NotYet)]
    [InlineData(true, true, true, false, TicketState.Lost)]
    [InlineData(true, true, false, true, TicketState.Lost)]
    [InlineData(true, false, false, false, TicketState.NotYet)]
    // What is needed is there, whatever became of the result.
    [InlineData(false, false, true, true, TicketState.Stored)]
    public void A_ticket_is_stored_or_not_yet_made_or_lost(bool weightsDone, bool maskDone, bool hasWeights, bool hasMask, TicketState state)
    {
        var ticket = TicketIndex.Of(Sweeps.Plan(Sweeps.Winning()))[2];
        Assert.Equal(state, TicketIndex.StateOf(
            ticket, key => key == ticket.Chain[0].Key ? weightsDone : maskDone, key => key == ticket.Weights ? hasWeights : hasMask));
    }

    private static (string, string, string, string, string, int, long) NameOf(WinningTicket ticket) => (
        ticket.Model.Text, ticket.Source.Dataset.Text, ticket.Source.Optimizer, ticket.Pruning.Rule.CanonicalForm, ticket.Pruning.Rewind.ToString(), ticket.Round, ticket.Seed);
}
