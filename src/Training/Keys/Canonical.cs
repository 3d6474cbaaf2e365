using System.Globalization;

namespace Sweeper.Training.Keys;

/// <summary>How values are written in canonical forms: one text for one value, whatever the culture or the spelling in YAML.</summary>
public static class Canonical
{
    /// <summary>The shortest text that reads back as the same double (<c>0.1</c>, <c>1E-05</c>).</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A decimal without trailing zeros (<c>0.20</c> is written <c>0.2</c>).</summary>
    public static string Number(decimal value) => (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
