using System.Globalization;
using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Tables;

/// <summary>A cell of a table.</summary>
/// <param name="Words">As people read it.</param>
/// <param name="Data">As programs read it, in full precision; null is as people do.</param>
internal readonly record struct TableCell(string Words, string? Data = null)
{
    /// <summary>No value.</summary>
    public static TableCell Empty { get; } = new("");

    /// <summary>A text.</summary>
    public static TableCell Text(string? words) => new(words ?? "");

    /// <summary>A whole number.</summary>
    public static TableCell Whole(long? number) => new(number?.ToString(CultureInfo.InvariantCulture) ?? "");

    /// <summary>Seeds that have a value; of how many, where not all do.</summary>
    public static TableCell Seeds(int n, int wanted) => n == wanted ? Whole(n) : new(string.Create(CultureInfo.InvariantCulture, $"{n} of {wanted}"), n.ToString(CultureInfo.InvariantCulture));

    /// <summary>An accuracy, a fraction of 1, in percent.</summary>
    public static TableCell Percent(double? fraction) => fraction is { } value ? new(Humans.Points(value), Full(100 * value)) : Empty;

    /// <summary>A difference in points, with its sign.</summary>
    public static TableCell Points(double? points) => points is { } value ? new(value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture), Full(value)) : Empty;

    /// <summary>A number with some decimals.</summary>
    public static TableCell Number(double? number, string format) => number is { } value ? new(value.ToString(format, CultureInfo.InvariantCulture), Full(value)) : Empty;

    /// <summary>A p value; small ones as a bound.</summary>
    public static TableCell Probability(double? p) => p is { } value ? new(value < 0.0005 ? "< 0.0005" : value.ToString("0.000", CultureInfo.InvariantCulture), Full(value)) : Empty;

    private static string Full(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
