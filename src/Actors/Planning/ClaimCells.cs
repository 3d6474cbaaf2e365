using Sweeper.Actors.Specs;
using Sweeper.Training.Pruning;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Planning;

/// <summary>
/// Which cells a claim compares with which. A property that both sides name, by different names, is what the claim is about and is averaged over;
/// every other one must be equal on both sides: what one side names the other must have too. A random ticket has no source and no pruning
/// but its fraction, so one group of it meets all of a target's.
/// </summary>
/// <param name="Claim">The claim.</param>
/// <param name="Pairs">In the order of the groups; none where there is nothing to compare.</param>
/// <param name="Notes">What a reader should know of cells that have no counterpart.</param>
public sealed record ClaimCells(ClaimSpec Claim, IReadOnlyList<ClaimPair> Pairs, IReadOnlyList<string> Notes)
{
    private const int MostNamed = 3;

    /// <summary>The cells of a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="groups">All groups of the sweep.</param>
    public static ClaimCells Of(ClaimSpec claim, IEnumerable<CellGroup> groups)
    {
        var asked = groups.Where(group => IsAsked(claim, group)).ToList();
        var compare = asked.Where(group => IsOf(claim.Compare, group)).ToLookup(group => KeyOf(claim, group));
        var against = asked.Where(group => IsOf(claim.Against, group)).ToLookup(group => KeyOf(claim, group));
        // What does not matter to this claim is null in the keys of both sides alike.
        var common = compare.Where(side => against.Contains(side.Key)).SelectMany(side => Split(side, [.. against[side.Key]])).ToList();
        var alone = compare.Where(side => !against.Contains(side.Key)).Select(side => $"{Name(side.Key)} only in compare")
            .Concat(against.Where(side => !compare.Contains(side.Key)).Select(side => $"{Name(side.Key)} only in against"))
            .Distinct().ToList();
        var cells = new ClaimCells(claim, common, NotesOn(alone, common.Count > 0));
        return claim.Expect == ClaimExpectation.Grows ? cells.WithSlopes() : cells;
    }

    /// <summary>The groups of both sides; one that stands in several pairs is given once.</summary>
    public IEnumerable<CellGroup> Groups =>
        Pairs.SelectMany(pair => pair.Compare.Concat(pair.Against)).Distinct<CellGroup>(ReferenceEqualityComparer.Instance);

    // One round has no slope.
    private ClaimCells WithSlopes()
    {
        var curves = Pairs.GroupBy(pair => pair.Target.Dataset).ToLookup(curve => curve.Select(pair => pair.Target.Round).Distinct().Count() > 1);
        var flat = curves[false].Select(curve => $"{curve.Key} has a single common round, so no slope");
        return this with { Pairs = [.. curves[true].SelectMany(curve => curve)], Notes = [.. Notes, .. flat] };
    }

    private static bool IsAsked(ClaimSpec claim, CellGroup group) =>
        (claim.Targets.IsEmpty || claim.Targets.Any(name => DatasetMatch.Matches(name, group.Target.Dataset)))
        && (claim.Rounds.IsEmpty || claim.Rounds.Contains(group.Round));

    private static bool IsOf(ClaimArm arm, CellGroup group) =>
        arm.Ticket == group.Ticket
        && (arm.Model is null || arm.Model == group.Model.Name || arm.Model == group.Model.Text)
        && (arm.TargetOptimizer is null || arm.TargetOptimizer == group.Target.Optimizer)
        && (arm.Source is null || (group.Source is { } source && DatasetMatch.Matches(arm.Source, source.Dataset)))
        && (arm.SourceOptimizer is null || arm.SourceOptimizer == group.Source?.Optimizer)
        && (arm.Scope is null || arm.Scope == ScopeOf(group));

    private static Key KeyOf(ClaimSpec claim, CellGroup group)
    {
        var (one, other) = (claim.Compare, claim.Against);
        var sourced = one.Ticket != TicketKind.Random && other.Ticket != TicketKind.Random;
        return new(
            group.Target.Dataset.Text,
            group.Round,
            group.Fraction,
            Differ(one.Model, other.Model) ? null : group.Model.Text,
            Differ(one.TargetOptimizer, other.TargetOptimizer) ? null : group.Target.Optimizer,
            !sourced || Differ(one.Source, other.Source) ? null : group.Source?.Dataset.Text,
            !sourced || Differ(one.SourceOptimizer, other.SourceOptimizer) ? null : group.Source?.Optimizer,
            !sourced || Differ(one.Scope, other.Scope) ? null : ScopeOf(group),
            sourced ? group.Pruning?.Rule.Criterion : null);
    }

    // Rewind points are paired too where both sides have the same; an override can give a source others, and then they are averaged over.
    private static IEnumerable<ClaimPair> Split(IGrouping<Key, CellGroup> compare, IReadOnlyList<CellGroup> against)
    {
        var target = new ClaimTarget(compare.Key.Target, compare.Key.Round);
        var ones = compare.ToLookup(RewindOf);
        var others = against.ToLookup(RewindOf);
        return ones.Select(side => side.Key).ToHashSet().SetEquals(others.Select(side => side.Key))
            ? ones.Select(side => new ClaimPair(target, [.. side], [.. others[side.Key]]))
            : [new ClaimPair(target, [.. compare], [.. against])];
    }

    private static Duration? RewindOf(CellGroup group) => group.Pruning?.Rewind;

    private static string? ScopeOf(CellGroup group) => group.Pruning?.Rule.Scope.ToString().ToLowerInvariant();

    private static bool Differ(string? one, string? other) => one is not null && other is not null && one != other;

    private static string Name(Key key) => $"{key.Target} round {key.Round}";

    private static IReadOnlyList<string> NotesOn(List<string> alone, bool isDecided)
    {
        if (!isDecided) return ["no cells that both sides share"];
        if (alone.Count == 0) return [];
        var rest = alone.Count > MostNamed ? $" and {alone.Count - MostNamed} more" : "";
        var named = string.Join(", ", alone.Take(MostNamed));
        return [$"decided on the cells that both sides have; left out: {named}{rest}"];
    }

    private sealed record Key(
        string Target, int Round, decimal Fraction, string? Model, string? TargetOptimizer, string? Source, string? SourceOptimizer, string? Scope, PruningCriterion? Criterion);
}
