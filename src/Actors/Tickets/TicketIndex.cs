using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Tickets;

/// <summary>Finds the winning tickets that a sweep asks for in its plan. Pure: no file, no blob.</summary>
public static class TicketIndex
{
    /// <summary>
    /// Every winning ticket of every chain up to the sweep's last round, those of rounds that are not evaluated too, sorted by model,
    /// pruning, source, optimizer, round, seed.
    /// </summary>
    /// <param name="plan">The plan of one sweep.</param>
    public static ImmutableArray<WinningTicket> Of(SweepPlan plan)
    {
        var next = plan.Stages.Where(stage => stage.Outputs.Masks.Length > 0).SelectMany(stage => stage.Tickets.Select(ticket => (ticket, stage)))
            .ToLookup(pair => pair.ticket, pair => pair.stage);
        return
        [
            .. Chains(plan).SelectMany(chain => Tickets(plan, chain.Name, chain.Seed, chain.Dense, next))
                .OrderBy(ticket => ticket.Model.Text, StringComparer.Ordinal)
                .ThenBy(ticket => ticket.Pruning.Rule.CanonicalForm, StringComparer.Ordinal)
                .ThenBy(ticket => ticket.RewindStep)
                .ThenBy(ticket => ticket.Pruning.Rewind.ToString(), StringComparer.Ordinal)
                .ThenBy(ticket => ticket.Source.Dataset.Display, StringComparer.Ordinal)
                .ThenBy(ticket => ticket.Source.Optimizer, StringComparer.Ordinal)
                .ThenBy(ticket => ticket.Round)
                .ThenBy(ticket => ticket.Seed),
        ];
    }

    /// <summary>Whether a ticket can be had.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="hasResult">Whether a training's result is stored.</param>
    /// <param name="hasArtifact">Whether an artifact is stored and its blob there.</param>
    public static TicketState StateOf(WinningTicket ticket, Func<StageKey, bool> hasResult, Func<ArtifactKey, bool> hasArtifact)
    {
        var hasWeights = hasArtifact(ticket.Weights);
        var hasMask = ticket.Mask is not { } mask || hasArtifact(mask);
        if (hasWeights && hasMask) return TicketState.Stored;
        return (hasWeights || hasResult(ticket.Chain[0].Key)) && (hasMask || hasResult(ticket.Chain[^1].Key)) ? TicketState.Lost : TicketState.NotYet;
    }

    // The chains of the sweep under the names of its cells: each row with a source is one or, seed by seed, several.
    private static IEnumerable<(CellGroup Name, long Seed, PlannedStage Dense)> Chains(SweepPlan plan) =>
        from @group in plan.Groups
        where @group is { Pruning: not null, Source: not null }
        from cell in @group.Cells
        let stage = plan.Stages[cell.Stage]
        // The dense training of a sweep's own target is nobody's ticket by itself.
        where stage.Producers.Length > 0
        let chain = (Name: @group, cell.Seed, Dense: FirstOf(plan, stage))
        let pruning = chain.Name.Pruning!
        group chain by (chain.Name.Model.Text, Source: chain.Name.Source!.Dataset.Text, chain.Name.Source.Optimizer, pruning.Rule.CanonicalForm, pruning.Rewind, chain.Seed)
        into same
        select same.First();

    // A chain's round 0 comes before all that needs it.
    private static PlannedStage FirstOf(SweepPlan plan, PlannedStage stage)
    {
        while (stage.Producers.Length > 0) stage = plan.Stages[stage.Producers[0]];
        return stage;
    }

    private static IEnumerable<WinningTicket> Tickets(SweepPlan plan, CellGroup name, long seed, PlannedStage dense, ILookup<ArtifactKey, PlannedStage> next)
    {
        var rule = name.Pruning!.Rule;
        var step = name.Pruning.Rewind.ToSteps(dense.Spec.Recipe.StepsPerEpoch(plan.Datasets[dense.Spec.Dataset.Text].TrainImages));
        var weights = RewindOutput.KeyOf(dense.Key, step);
        yield return Ticket(0, null, [dense]);
        var chain = ImmutableArray.Create(dense);
        for (var round = 1; round <= plan.Specs[0].Pruning.Rounds; round++)
        {
            var mask = MaskOutput.KeyOf(chain[^1].Key, rule);
            if (!chain[^1].Makes(mask)) yield break;
            yield return Ticket(round, mask, chain);
            // Many trainings start from a mask; the chain's own goes with the chain's weights and leaves the next mask by the same rule.
            var stage = next[mask].FirstOrDefault(stage => stage.Spec.Start is StartingState.Winning { Head: HeadStart.Kept } start
                && start.Weights == weights && stage.Makes(MaskOutput.KeyOf(stage.Key, rule)));
            if (stage is null) yield break;
            chain = chain.Add(stage);
        }

        WinningTicket Ticket(int round, ArtifactKey? mask, ImmutableArray<PlannedStage> chain) => new()
        {
            Id = TicketId.Of(mask, weights, rule),
            Model = name.Model,
            Source = name.Source!,
            Pruning = name.Pruning,
            Round = round,
            Seed = seed,
            Mask = mask,
            Weights = weights,
            RewindStep = step,
            Chain = chain,
        };
    }
}
