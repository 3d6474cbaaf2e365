using System.Collections.Immutable;
using System.Globalization;

namespace Sweeper.Host.Reports.Figures;

/// <summary>An axis: what values lie where, and which are marked.</summary>
/// <param name="Title">What is on it, with its unit.</param>
/// <param name="From">The value at its start (left, below).</param>
/// <param name="To">The value at its end.</param>
/// <param name="IsLog">Whether equal lengths are equal ratios.</param>
/// <param name="Ticks">Marked values with their words.</param>
/// <param name="HasLongWords">Whether the words need to run upwards.</param>
internal sealed record Axis(string Title, double From, double To, bool IsLog, ImmutableArray<(double Value, string Words)> Ticks, bool HasLongWords = false)
{
    private const int Intervals = 5;

    /// <summary>How far along the axis a value lies; 0 is its start, 1 its end.</summary>
    public double Share(double value) => IsLog ? Math.Log(value / From) / Math.Log(To / From) : (value - From) / (To - From);

    /// <summary>A linear axis over at least some values, with about five round marks.</summary>
    public static Axis Linear(string title, double low, double high)
    {
        if (high - low < 1e-9) (low, high) = (low - 0.5, high + 0.5);
        var step = RoundStep((high - low) / Intervals);
        var digits = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var ticks = ImmutableArray.CreateBuilder<(double, string)>();
        for (var i = (long)Math.Ceiling(low / step - 1e-6); i * step <= high + 1e-6 * step; i++)
            ticks.Add((i * step, (i * step).ToString($"F{digits}", CultureInfo.InvariantCulture)));
        return new(title, low, high, false, ticks.ToImmutable());
    }

    /// <summary>A logarithmic axis in percent that falls from 100 to at most the lowest value.</summary>
    public static Axis FallingLog(string title, double lowest)
    {
        var end = Math.Min(50, Math.Max(1e-4, lowest));
        return new(title, 100, 0.9 * end, true, LogTicks(0.9 * end, 100));
    }

    /// <summary>A logarithmic axis that rises from at least the lowest value to 100 percent.</summary>
    public static Axis RisingLog(string title, double lowest)
    {
        var start = 0.8 * Math.Min(50, Math.Max(1e-4, lowest));
        return new(title, start, 115, true, LogTicks(start, 115));
    }

    /// <summary>An axis of names, at 0, 1, and so on; of very many some are marked.</summary>
    public static Axis Names(string title, IReadOnlyList<string> names, int most)
    {
        var every = (names.Count + most - 1) / most;
        return new(title, -0.5, names.Count - 0.5, false, [.. names.Select((name, i) => ((double)i, name)).Where(tick => tick.Item1 % every == 0)], true);
    }

    private static ImmutableArray<(double, string)> LogTicks(double from, double to)
    {
        var decades = Math.Log10(to / from);
        double[] steps = decades > 3 ? [1] : decades > 1.6 ? [1, 3] : [1, 2, 5];
        var ticks = ImmutableArray.CreateBuilder<(double, string)>();
        for (var power = (int)Math.Floor(Math.Log10(from)); power <= 2; power++)
        {
            foreach (var value in steps.Select(step => step * Math.Pow(10, power)).Where(value => value >= from && value <= to))
                ticks.Add((value, value.ToString("0.####", CultureInfo.InvariantCulture)));
        }
        return ticks.ToImmutable();
    }

    private static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }
}
