using System.Globalization;
using System.Text.RegularExpressions;

namespace Sweeper.Host.Commands;

/// <summary>An option's length of time: a whole number of <c>s</c>, <c>min</c> or <c>h</c>.</summary>
internal static partial class TimeOption
{
    /// <summary>The time that is meant.</summary>
    /// <param name="option">The option, for people.</param>
    /// <param name="text">What was given.</param>
    /// <param name="least">The shortest that makes sense.</param>
    /// <exception cref="UserException">It is no time, or shorter than that.</exception>
    public static TimeSpan Parse(string option, string text, TimeSpan least)
    {
        // Eight digits of hours are eleven thousand years.
        if (Form().Match(text) is not { Success: true } match) throw new UserException($"{option} {text}: write a whole number and s, min or h, as in 30min");
        var number = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var time = match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "min" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
        return time >= least ? time : throw new UserException($"{option} {text}: at least {least.TotalSeconds:0}s");
    }

    [GeneratedRegex(@"\A([0-9]{1,8}) ?(s|min|h)\z")]
    private static partial Regex Form();
}
