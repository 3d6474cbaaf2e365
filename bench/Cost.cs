using System.Diagnostics;

namespace Sweeper.Bench;

/// <summary>What something took, in seconds.</summary>
/// <param name="Wall">By the clock on the wall.</param>
/// <param name="Cpu">Of all processors, this process alone: what neighbours on a shared machine disturb less.</param>
internal readonly record struct Cost(double Wall, double Cpu)
{
    /// <summary>Now, counted from some moment: a difference of two is a cost.</summary>
    public static Cost Now => new((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalSeconds);

    /// <summary>What an action takes.</summary>
    public static Cost Of(Action action)
    {
        var before = Now;
        action();
        return Now - before;
    }

    public static Cost operator -(Cost after, Cost before) => new(after.Wall - before.Wall, after.Cpu - before.Cpu);

    public static Cost operator /(Cost whole, double parts) => new(whole.Wall / parts, whole.Cpu / parts);
}
