using System.Globalization;

namespace Sweeper.Host.Output;

/// <summary>Numbers as people read them.</summary>
internal static class Humans
{
    /// <summary><c>42s</c>, <c>3m 05s</c>, <c>2h 10m</c>, <c>3d 4h</c>; seconds are rounded, and nothing is below 0s.</summary>
    public static string Time(double seconds)
    {
        // Rounded first: 59.6 seconds are a minute, not sixty seconds. The bound keeps a wild estimate from overflowing.
        var time = TimeSpan.FromSeconds(Math.Round(Math.Clamp(seconds, 0, 1e11)));
        return time.TotalSeconds < 60 ? $"{time.Seconds}s"
            : time.TotalMinutes < 60 ? $"{time.Minutes}m {time.Seconds:00}s"
            : time.TotalHours < 24 ? $"{time.Hours}h {time.Minutes:00}m"
            : $"{time.Days}d {time.Hours}h";
    }

    /// <summary><c>0.93s</c>.</summary>
    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) + "s";

    /// <summary>An accuracy in points: <c>87.31</c>.</summary>
    public static string Points(double fraction) => (100 * fraction).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A fraction in percent: <c>20%</c>.</summary>
    public static string Percent(decimal fraction) => (100 * fraction).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>"1 cell", "2 cells".</summary>
    public static string Count(long count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";
}
