using System.Globalization;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Watching.Panels;

/// <summary>Says how long something will take as a range, in steps that do not flicker from frame to frame.</summary>
internal static class TimeRange
{
    /// <summary>Ends whose ratio is below this are one time.</summary>
    private const double Narrow = 1.25;

    private const double LongestSeconds = 3650.0 * 86_400;

    private static readonly double[] Steps = [5, 10, 30, 60, 300, 600, 1800, 3600, 4 * 3600, 12 * 3600, 86_400, 2 * 86_400, 7 * 86_400];

    /// <summary><c>about 40 min</c>, <c>between 2 h and 5 h</c>.</summary>
    public static string Text(TimeLeft left)
    {
        if (left.HighSeconds < 5) return "a few seconds";
        if (!(left.HighSeconds < LongestSeconds)) return "years";
        var (low, high) = (Rounded(left.LowSeconds, Math.Floor), Rounded(left.HighSeconds, Math.Ceiling));
        return left.HighSeconds <= Narrow * left.LowSeconds || low == high ? $"about {Unit(Rounded(left.Seconds, Math.Round))}"
            : low == 0 ? $"up to {Unit(high)}" : $"between {Unit(low)} and {Unit(high)}";
    }

    // To a step of at least a twentieth of it.
    private static double Rounded(double seconds, Func<double, double> round)
    {
        var step = Steps.FirstOrDefault(step => step >= seconds / 20, Steps[^1]);
        return round(Math.Max(0, seconds) / step) * step;
    }

    private static string Unit(double seconds) => seconds switch
    {
        < 120 => Number(seconds, "s"),
        < 2 * 3600 => Number(seconds / 60, "min"),
        < 48 * 3600 => Number(seconds / 3600, "h"),
        _ => Number(seconds / 86_400, "d"),
    };

    private static string Number(double value, string unit) => $"{value.ToString("#,0.#", CultureInfo.InvariantCulture)} {unit}";
}
