using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads one side of a claim.</summary>
internal static class ClaimArmReader
{
    /// <summary>The side, or null and problems.</summary>
    /// <param name="field">The side.</param>
    /// <param name="targets">The claim's targets; none is all.</param>
    /// <param name="context">The rest of the sweep.</param>
    public static ClaimArm? Read(Field field, ImmutableArray<string> targets, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.ClaimArm) is not { } section) return null;
        var before = field.Problems.Count;
        var ticket = section.Get("ticket", given => Ticket(given, context));
        if (ticket == TicketKind.Random) RefuseSource(section);
        var arm = new ClaimArm
        {
            Ticket = ticket ?? default,
            Source = section.Find("source") is { } source ? GridNames.Dataset(source, context.Sources, "source") : null,
            SourceOptimizer = section.Find("source_optimizer") is { } trained ? GridNames.Optimizer(trained, context) : null,
            TargetOptimizer = section.Find("target_optimizer") is { } transferred ? GridNames.Optimizer(transferred, context) : null,
            Model = section.Find("model") is { } model ? GridNames.Model(model, context) : null,
            Scope = section.Find("scope") is { } scope ? Scope(scope, context) : null,
        };
        if (ticket is null || field.Problems.Count != before) return null;
        if (HasCells(arm, targets, context)) return arm;
        field.Refuse("has no cells: no pair of the sweep has this source, target and optimizers; see pairs");
        return null;
    }

    private static TicketKind? Ticket(Field field, SpecContext context)
    {
        if (field.Word(SpecWords.Tickets) is not { } ticket) return null;
        if (context.Tickets is not { } asked || asked.Contains(ticket)) return ticket;
        field.Refuse($"is {SpecWords.Tickets.WordFor(ticket)}, which is not in the sweep's tickets; add it there");
        return null;
    }

    private static void RefuseSource(Section section)
    {
        foreach (var key in new[] { "source", "source_optimizer", "scope" })
            if (section.Find(key) is { } given) given.Refuse("has no meaning for random tickets, one curve of which serves every source; remove it");
    }

    private static string? Scope(Field field, SpecContext context)
    {
        if (field.Word(SpecWords.Scopes) is not { } scope) return null;
        var word = SpecWords.Scopes.WordFor(scope);
        if (context.Pruning is not { } pruning || pruning.Scopes.Contains(scope)) return word;
        field.Refuse($"is {word}, which is not in pruning.scope; add it there");
        return null;
    }

    private static bool HasCells(ClaimArm arm, ImmutableArray<string> targets, SpecContext context)
    {
        if (context is not { Sources: { } sources, Targets: { } ends, Pairs: { } filters }) return true;
        var from = new EndpointMatch(arm.Source is { } source ? [source] : [], arm.SourceOptimizer is { } trained ? [trained] : []);
        var to = new EndpointMatch(targets, arm.TargetOptimizer is { } transferred ? [transferred] : []);
        return GridPairs.Of(sources, ends, filters).Any(pair => from.Matches(pair.Source) && to.Matches(pair.Target));
    }
}
