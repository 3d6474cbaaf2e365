using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Output;
using Sweeper.Training.Pruning;

namespace Sweeper.Host.Reports.Masks;

/// <summary>Tickets whose masks can be compared: one model, one rule, one place on the axis of rewind points.</summary>
/// <param name="Label">For titles.</param>
/// <param name="Model">The model's text.</param>
/// <param name="Rule">The pruning rule.</param>
/// <param name="Rewind">The place on the axis.</param>
/// <param name="Tickets">Those that were pruned at least once.</param>
internal sealed record MaskFamily(string Label, string Model, PruningRule Rule, int Rewind, ImmutableArray<WinningTicket> Tickets)
{
    /// <summary>The sources, in the order of the tickets.</summary>
    public IEnumerable<Endpoint> Sources => Tickets.Select(ticket => ticket.Source).Distinct();

    /// <summary>The tickets of seeds that some row asks for: with adaptive seeds a plan has more than its results ask for.</summary>
    public static IEnumerable<WinningTicket> Asked(IEnumerable<WinningTicket> tickets, IReadOnlyList<ResultGroup> rows)
    {
        var asked = rows.Where(row => row.Group.Source is not null)
            .SelectMany(row => row.Seeds.Select(seed => (row.Group.Model.Text, row.Group.Pruning!.Rule, row.Group.Source!, seed.Seed))).ToHashSet();
        return tickets.Where(ticket => asked.Contains((ticket.Model.Text, ticket.Pruning.Rule, ticket.Source, ticket.Seed)));
    }

    /// <summary>The families of some tickets.</summary>
    public static ImmutableArray<MaskFamily> Of(IEnumerable<WinningTicket> tickets)
    {
        var placed = tickets.Where(ticket => ticket.Mask is not null).GroupBy(ticket => (ticket.Model.Text, ticket.Pruning.Rule, ticket.Source)).SelectMany(alike =>
        {
            var moments = alike.Select(ticket => ticket.Pruning.Rewind).Distinct().ToList();
            return alike.Select(ticket => (Ticket: ticket, Rewind: moments.IndexOf(ticket.Pruning.Rewind)));
        });
        return
        [
            .. placed.GroupBy(each => (each.Ticket.Model.Text, each.Ticket.Pruning.Rule, each.Rewind)).Select(group => new MaskFamily(
                $"{group.Key.Text}, {Words.Of(group.Key.Rule.Scope)} {Humans.Percent(group.Key.Rule.Fraction)} @{string.Join(" or ", group.Select(each => each.Ticket.Pruning.Rewind.ToString()).Distinct())}",
                group.Key.Text, group.Key.Rule, group.Key.Rewind, [.. group.Select(each => each.Ticket)])),
        ];
    }
}
