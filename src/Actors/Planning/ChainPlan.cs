using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Planning;

/// <summary>The stages of iterative magnitude pruning for one (model, pruning, source, seed), planned as far as somebody needs them.</summary>
internal sealed class ChainPlan(StageGraph graph, StageSpec dense, PruningPoint pruning, long rewindStep, PruningSpec knobs, bool keepFinals)
{
    private readonly List<PlannedStage> _stages = [];
    private readonly Dictionary<(int Round, HeadStart Head), (StartingState.Winning Ticket, ImmutableArray<int> Producers)> _tickets = [];

    /// <summary>What tells this chain from others: its dense training, how it is pruned, and where it is rewound to.</summary>
    public (StageKey Dense, PruningRule Rule, long RewindStep) Identity => (Stage(0).Key, pruning.Rule, rewindStep);

    /// <summary>The winning ticket of a round, and the stages that make it, by number: the chain's round 0 for the weights, its round r - 1 for the mask.</summary>
    /// <param name="round">The round.</param>
    /// <param name="head">How its last layer starts.</param>
    public (StartingState.Winning Ticket, ImmutableArray<int> Producers) Ticket(int round, HeadStart head) =>
        _tickets.TryGetValue((round, head), out var known) ? known : _tickets[(round, head)] = MakeTicket(round, head);

    /// <summary>The mask of a round, at least 1, and the stage that makes it, by number.</summary>
    public (ArtifactKey Mask, ImmutableArray<int> Producers) Mask(int round)
    {
        var previous = Stage(round - 1);
        return (MaskOutput.KeyOf(previous.Key, pruning.Rule), [previous.Number]);
    }

    /// <summary>The training of a round.</summary>
    public StageSpec SpecOf(int round) => round == 0
        ? dense
        : dense with { Start = Ticket(round, HeadStart.Kept).Ticket, FirstStep = knobs.ScheduleAfterReset == ScheduleAfterReset.Resume ? rewindStep : 0 };

    /// <summary>
    /// The chain's stage of a round. It always leaves the next round's mask (an eighth of a byte a weight), so that a sweep can be
    /// extended by a round without training the last one again.
    /// </summary>
    public PlannedStage Stage(int round)
    {
        for (var next = _stages.Count; next <= round; next++)
        {
            var stage = next == 0 ? graph.Add(dense, []) : graph.Add(SpecOf(next), Ticket(next, HeadStart.Kept).Producers);
            if (next == 0) AskForRewind(stage);
            StageGraph.AskFor(stage, new MaskOutput(MaskOutput.KeyOf(stage.Key, pruning.Rule), pruning.Rule));
            if (keepFinals) StageGraph.AskForFinal(stage);
            _stages.Add(stage);
        }
        return _stages[round];
    }

    private void AskForRewind(PlannedStage first)
    {
        StageGraph.AskFor(first, new RewindOutput(RewindOutput.KeyOf(first.Key, rewindStep), rewindStep));
        if (knobs.OptimizerState == OptimizerStart.Rewound)
            StageGraph.AskFor(first, new OptimizerOutput(OptimizerOutput.KeyOf(first.Key, rewindStep), rewindStep));
    }

    private (StartingState.Winning Ticket, ImmutableArray<int> Producers) MakeTicket(int round, HeadStart head)
    {
        var first = Stage(0);
        var ticket = new StartingState.Winning(round == 0 ? null : Mask(round).Mask, RewindOutput.KeyOf(first.Key, rewindStep), head)
        {
            FreshNorm = knobs.ResetNorm,
            OptimizerState = knobs.OptimizerState == OptimizerStart.Rewound ? OptimizerOutput.KeyOf(first.Key, rewindStep) : null,
        };
        return (ticket, round < 2 ? [first.Number] : [first.Number, .. Mask(round).Producers]);
    }
}
