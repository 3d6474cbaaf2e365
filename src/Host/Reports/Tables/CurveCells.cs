using Sweeper.Actors.Derived;
using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Cells and columns that tables of curves share.</summary>
internal static class CurveCells
{
    /// <summary>Headings of <see cref="Of"/>.</summary>
    public static TableColumn[] Columns { get; } = [new("Model", false), new("Pruning", false), new("Target", false), new("Source", false), new("Ticket", false)];

    /// <summary>Curves as tables list them: by model and target, winning tickets first, the target's own before others.</summary>
    public static IEnumerable<Curve> Sorted(IEnumerable<Curve> curves) => curves
        .OrderBy(curve => curve.Model.Text, StringComparer.Ordinal).ThenBy(curve => curve.Target.ToString(), StringComparer.Ordinal).ThenBy(curve => curve.Ticket).ThenByDescending(curve => curve.IsOwnTarget);

    /// <summary>What a curve is.</summary>
    public static TableCell[] Of(Curve curve) =>
    [
        TableCell.Text(curve.Model.Text), TableCell.Text(Pruning(curve)), TableCell.Text(curve.Target.ToString()),
        TableCell.Text(curve.Source is { } source ? $"{source}{(curve.IsOwnTarget ? " (its own)" : "")}" : ""), TableCell.Text(Words.Of(curve.Ticket)),
    ];

    /// <summary><c>global 20% @1ep</c>; of random tickets the fraction alone.</summary>
    public static string Pruning(Curve curve) => curve.Pruning is { } point
        ? $"{Words.Of(point.Rule.Scope)} {Humans.Percent(curve.Fraction)} @{point.Rewind}"
        : Humans.Percent(curve.Fraction);
}
