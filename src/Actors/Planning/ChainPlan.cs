using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Planning;

/// <summary>The stages of iterative magnitude pruning for one (model, pruning, source, seed), planned as far as somebody needs them.</summary>
internal sealed class ChainPlan(StageGraph graph, StageSpec dense, PruningPoint pruning, long rewindStep, ScheduleAfterReset schedule, bool keepFinals)
{
    private readonly List<PlannedStage> _stages = [];
    private readonly Dictionary<(int Round, bool FreshHead), (StartingState.Winning Ticket, ImmutableArray<int> Producers)> _tickets = [];

    /// <summary>What tells this chain from others: its dense training, how it is pruned, and where it is rewound to.</summary>
    public (StageKey Dense, PruningRule Rule, long RewindStep) Identity => (Stage(0).Key, pruning.Rule, rewindStep);

    /// <summary>The ticket of a round, and the stages that make it, by number: the chain's round 0 for the weights, its round r - 1 for the mask.</summary>
    /// <param name="round">The round.</param>
    /// <param name="freshHead">Whether its last layer is drawn anew.</param>
    public (StartingState.Winning Ticket, ImmutableArray<int> Producers) Ticket(int round, bool freshHead) =>
        _tickets.TryGetValue((round, freshHead), out var known) ? known : _tickets[(round, freshHead)] = MakeTicket(round, freshHead);

    /// <summary>The training of a round.</summary>
    public StageSpec SpecOf(int round) => round == 0
        ? dense
        : dense with { Start = Ticket(round, freshHead: false).Ticket, FirstStep = schedule == ScheduleAfterReset.Resume ? rewindStep : 0 };

    /// <summary>
    /// The chain's stage of a round. It always leaves the next round's mask (an eighth of a byte a weight), so that a sweep can be
    /// extended by a round without training the last one again.
    /// </summary>
    public PlannedStage Stage(int round)
    {
        for (var next = _stages.Count; next <= round; next++)
        {
            var stage = next == 0 ? graph.Add(dense, []) : graph.Add(SpecOf(next), Ticket(next, freshHead: false).Producers);
            if (next == 0) StageGraph.AskFor(stage, new RewindOutput(RewindOutput.KeyOf(stage.Key, rewindStep), rewindStep));
            StageGraph.AskFor(stage, new MaskOutput(MaskOutput.KeyOf(stage.Key, pruning.Rule), pruning.Rule));
            if (keepFinals) StageGraph.AskForFinal(stage);
            _stages.Add(stage);
        }
        return _stages[round];
    }

    private (StartingState.Winning Ticket, ImmutableArray<int> Producers) MakeTicket(int round, bool freshHead)
    {
        var first = Stage(0);
        var weights = RewindOutput.KeyOf(first.Key, rewindStep);
        if (round == 0) return (new(null, weights, freshHead), [first.Number]);
        var previous = Stage(round - 1);
        var ticket = new StartingState.Winning(MaskOutput.KeyOf(previous.Key, pruning.Rule), weights, freshHead);
        return (ticket, round == 1 ? [first.Number] : [first.Number, previous.Number]);
    }
}
