using Sweeper.Actors.Planning;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Output;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Host.Runs;

/// <summary>A winning ticket of a stored sweep.</summary>
/// <param name="Sweep">The sweep's name.</param>
/// <param name="Plan">The sweep's plan.</param>
/// <param name="Ticket">The ticket.</param>
/// <param name="State">Whether it can be had.</param>
internal sealed record TicketEntry(string Sweep, SweepPlan Plan, WinningTicket Ticket, TicketState State)
{
    /// <summary>The network that it is of.</summary>
    public Architecture Architecture => Plan.ArchitectureOf(Ticket.Chain[0]);

    /// <summary>Weights that pruning may touch.</summary>
    public long Prunable => PruningSchedule.Remaining(Architecture, Ticket.Pruning.Rule, 0);

    /// <summary>Those that are left: counts depend on the network, the rule and the round alone, so no mask need be read.</summary>
    public long Left => PruningSchedule.Remaining(Architecture, Ticket.Pruning.Rule, Ticket.Round);

    /// <summary>The name in a line: <c>lenet-300-100 global 20% @1ep from a/sgd, round 3, seed 0</c>.</summary>
    public string Name => $"{Ticket.Model} {Words.Of(Ticket.Pruning)} from {Ticket.Source}, round {Ticket.Round}, seed {Ticket.Seed}";
}
