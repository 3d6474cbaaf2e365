namespace Sweeper.Bench;

/// <summary>Measures things in turn (A B C A B C ...), so that a slow minute of the machine falls on all of them, and prints ratios of neighbours.</summary>
internal static class Ratios
{
    /// <summary>So many rounds of each subject, after one round that does not count.</summary>
    /// <returns>By subject, by round.</returns>
    public static Cost[][] InTurn(int rounds, params Func<Cost>[] subjects)
    {
        var costs = subjects.Select(_ => new Cost[rounds]).ToArray();
        foreach (var subject in subjects) subject();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < subjects.Length; i++) costs[i][round] = subjects[i]();
        return costs;
    }

    /// <summary>Prints what a subject took as a multiple of what a baseline took.</summary>
    public static void Print(string title, Cost[] subject, Cost[] baseline, string unit = "s", double scale = 1)
    {
        Console.WriteLine($"  {title}");
        Print("wall", subject, baseline, cost => cost.Wall * scale, unit);
        Print("cpu", subject, baseline, cost => cost.Cpu * scale, unit);
    }

    /// <summary>Min, median and max.</summary>
    public static string Spread(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return $"{sorted[0],7:0.000} {Median(sorted),7:0.000} {sorted[^1],7:0.000}";
    }

    /// <summary>The middle value; of two middle ones the upper.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static void Print(string clock, Cost[] subject, Cost[] baseline, Func<Cost, double> value, string unit) =>
        Console.WriteLine(
            $"    {clock,-5}{Spread(subject.Zip(baseline, (a, b) => value(a) / value(b)))}" +
            $"   ({Median(subject.Select(value)):0.###} {unit} / {Median(baseline.Select(value)):0.###} {unit})");
}
