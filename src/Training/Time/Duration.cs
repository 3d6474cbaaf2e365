using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sweeper.Training.Time;

/// <summary>A length or a moment of training, counted in epochs (<c>160ep</c>) or in optimizer steps (<c>5000it</c>).</summary>
public readonly record struct Duration(int Count, DurationUnit Unit)
{
    /// <summary>The start of training.</summary>
    public static Duration Zero => new(0, DurationUnit.Steps);

    /// <summary>So many epochs.</summary>
    public static Duration Epochs(int count) => new(count, DurationUnit.Epochs);

    /// <summary>So many optimizer steps.</summary>
    public static Duration Steps(int count) => new(count, DurationUnit.Steps);

    /// <summary>The number of optimizer steps, where an epoch has <paramref name="stepsPerEpoch"/>.</summary>
    public long ToSteps(int stepsPerEpoch) => Unit == DurationUnit.Epochs ? (long)Count * stepsPerEpoch : Count;

    /// <summary>Reads <c>160ep</c>, <c>5000it</c> or <c>0</c>; a bare positive number has no unit and is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Duration duration)
    {
        duration = Zero;
        if (text == "0") return true;
        if (text is not { Length: > 2 }) return false;
        DurationUnit? unit = text[^2..] switch { "ep" => DurationUnit.Epochs, "it" => DurationUnit.Steps, _ => null };
        if (unit is null || !int.TryParse(text[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        duration = count == 0 ? Zero : new(count, unit.Value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Count == 0 ? "0" : $"{Count}{(Unit == DurationUnit.Epochs ? "ep" : "it")}";
}
