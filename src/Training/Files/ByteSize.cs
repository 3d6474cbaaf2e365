using System.Globalization;
using System.Text.RegularExpressions;

namespace Sweeper.Training.Files;

/// <summary>Numbers of bytes for people.</summary>
public static partial class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>In the largest binary unit that leaves at least 1, with one decimal below 10: <c>0 B</c>, <c>1.5 KiB</c>, <c>256 MiB</c>.</summary>
    public static string Text(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }
        var format = unit > 0 && Math.Abs(value) < 10 ? "0.#" : "0";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>Reads a number and a unit, <c>40GiB</c>, <c>1.5 TiB</c>, <c>500MB</c> (powers of 1,000), <c>64B</c>.</summary>
    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        if (text is null || Written().Match(text) is not { Success: true } match || !decimal.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        var power = match.Groups[2].Length == 0 ? 0 : 1 + "KMGT".IndexOf(match.Groups[2].Value[0], StringComparison.Ordinal);
        decimal step = match.Groups[3].Length > 0 ? 1024 : 1000;
        for (var i = 0; i < power; i++)
        {
            if (number > long.MaxValue) return false;
            number *= step;
        }
        if (number > long.MaxValue || number != Math.Truncate(number)) return false;
        bytes = (long)number;
        return true;
    }

    /// <summary>Without rounding, so that <see cref="TryParse"/> reads it back: <c>40GiB</c>, <c>1000000B</c>.</summary>
    public static string Exact(long bytes)
    {
        var unit = 0;
        while (bytes > 0 && bytes % 1024 == 0 && unit < Units.Length - 3)
        {
            bytes /= 1024;
            unit++;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{bytes}{Units[unit]}");
    }

    [GeneratedRegex("^([0-9]{1,20}(?:\\.[0-9]{1,6})?) ?(?:([KMGT])(i?))?B$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
