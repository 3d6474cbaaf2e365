using System.Globalization;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;

namespace Sweeper.Host.Runs;

/// <summary>Which cells of a sweep's rows are meant: for each property the values, of which a cell has one; none is any.</summary>
/// <param name="Models">Models' names, or texts with options.</param>
/// <param name="Scopes">Scopes of pruning.</param>
/// <param name="Fractions">Fractions that a round prunes.</param>
/// <param name="Rewinds">Rewind points.</param>
/// <param name="Sources">Datasets that tickets were found on: text, label or base.</param>
/// <param name="SourceOptimizers">Optimizers that they were found with.</param>
/// <param name="Targets">Datasets that they are trained on.</param>
/// <param name="TargetOptimizers">Optimizers that they are trained with.</param>
/// <param name="Tickets">Kinds of ticket.</param>
/// <param name="Rounds">Pruning rounds.</param>
/// <param name="Seeds">Seeds: a row keeps those cells.</param>
internal sealed record RowFilter(
    string[] Models, string[] Scopes, string[] Fractions, string[] Rewinds, string[] Sources, string[] SourceOptimizers,
    string[] Targets, string[] TargetOptimizers, string[] Tickets, string[] Rounds, string[] Seeds)
{
    /// <summary>Whether it leaves anything out.</summary>
    public bool IsAny => ((string[][])[Models, Scopes, Fractions, Rewinds, Sources, SourceOptimizers, Targets, TargetOptimizers, Tickets, Rounds, Seeds]).All(values => values.Length == 0);

    /// <summary>The groups meant, in their order, with the cells meant.</summary>
    /// <exception cref="UserException">No row has one of the values, or none has all of them.</exception>
    public IReadOnlyList<CellGroup> Apply(IReadOnlyList<CellGroup> groups)
    {
        var meant = new Narrowing<CellGroup>("row", groups);
        meant.By("model", Models, (name, row) => name == row.Model.Text || name == row.Model.Name, row => [row.Model.Text]);
        meant.By("scope", Scopes, (scope, row) => scope == Scope(row), row => [Scope(row)]);
        meant.By("fraction", Fractions, (fraction, row) => decimal.TryParse(fraction, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == row.Fraction,
            row => [row.Fraction.ToString(CultureInfo.InvariantCulture)]);
        meant.By("rewind point", Rewinds, (rewind, row) => rewind == row.Pruning?.Rewind.ToString(), row => [row.Pruning?.Rewind.ToString()]);
        meant.By("source", Sources, (name, row) => row.Source is { } source && DatasetMatch.Matches(name, source.Dataset), row => [row.Source?.Dataset.Display]);
        meant.By("source optimizer", SourceOptimizers, (name, row) => name == row.Source?.Optimizer, row => [row.Source?.Optimizer]);
        meant.By("target", Targets, (name, row) => DatasetMatch.Matches(name, row.Target.Dataset), row => [row.Target.Dataset.Display]);
        meant.By("target optimizer", TargetOptimizers, (name, row) => name == row.Target.Optimizer, row => [row.Target.Optimizer]);
        meant.By("ticket", Tickets, (kind, row) => kind == Words.Of(row.Ticket), row => [Words.Of(row.Ticket)]);
        meant.By("round", Rounds, (round, row) => round == Text(row.Round), row => [Text(row.Round)]);
        meant.By("seed", Seeds, (seed, row) => row.Cells.Any(cell => seed == Text(cell.Seed)), row => row.Cells.Select(cell => Text(cell.Seed)));
        if (Seeds.Length == 0) return meant.Left;
        var seeds = Seeds.SelectMany(given => given.Split(',', StringSplitOptions.TrimEntries)).ToHashSet();
        return [.. meant.Left.Select(row => row with { Cells = [.. row.Cells.Where(cell => seeds.Contains(Text(cell.Seed)))] })];
    }

    private static string? Scope(CellGroup row) => row.Pruning is { } point ? Words.Of(point.Rule.Scope) : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
