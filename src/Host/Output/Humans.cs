using System.Globalization;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Output;

/// <summary>Numbers as people read them.</summary>
internal static class Humans
{
    private const double SecondsAYear = 365.25 * 86_400;

    /// <summary>
    /// <c>42s</c>, <c>3m 05s</c>, <c>2h 10m</c>, <c>3d 4h</c>, <c>1.5 years</c>, <c>12,000 years</c>; seconds are rounded, and nothing is
    /// below 0s.
    /// </summary>
    public static string Time(double seconds)
    {
        if (seconds >= SecondsAYear) return Years(seconds / SecondsAYear);
        // Rounded first: 59.6 seconds are a minute, not sixty seconds.
        var time = TimeSpan.FromSeconds(Math.Round(Math.Max(seconds, 0)));
        return time.TotalSeconds < 60 ? $"{time.Seconds}s"
            : time.TotalMinutes < 60 ? $"{time.Minutes}m {time.Seconds:00}s"
            : time.TotalHours < 24 ? $"{time.Hours}h {time.Minutes:00}m"
            : $"{time.Days}d {time.Hours}h";
    }

    /// <summary>A time to the end as a range while it is wide, else as one number: <c>2m 10s to 5m 02s</c>, <c>3m 05s</c>.</summary>
    public static string Range(TimeLeft left) => left.HighSeconds - left.LowSeconds < Math.Max(10, 0.5 * left.Seconds)
        ? Time(left.Seconds)
        : $"{Time(left.LowSeconds)} to {Time(left.HighSeconds)}";

    // Of centuries two digits: an estimate knows no more.
    private static string Years(double years)
    {
        if (double.IsInfinity(years)) return "forever";
        var unit = Math.Pow(10, Math.Max(-1, Math.Floor(Math.Log10(years)) - 1));
        return (Math.Round(years / unit) * unit).ToString(years < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) + " years";
    }

    /// <summary><c>0.93s</c>.</summary>
    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) + "s";

    /// <summary>An accuracy in points: <c>87.31</c>.</summary>
    public static string Points(double fraction) => (100 * fraction).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The same; empty where there is none.</summary>
    public static string Points(double? fraction) => fraction is { } value ? Points(value) : "";

    /// <summary>A fraction in percent: <c>20%</c>.</summary>
    public static string Percent(decimal fraction) => (100 * fraction).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>A difference in points with its sign: <c>+1.46</c>, <c>0.00</c>.</summary>
    public static string Signed(double points) => points.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>"1 cell", "2 cells".</summary>
    public static string Count(long count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";
}
