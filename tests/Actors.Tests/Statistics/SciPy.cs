using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Sweeper.Actors.Tests.Statistics;

/// <summary>Asks SciPy (Debian: python3-scipy), all questions in one process; skips the test aloud where there is none.</summary>
internal static class SciPy
{
    // A python3 of another origin may come first on the path and not see Debian's packages.
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    /// <summary>The numbers that answer each question of <c>scipy_statistics.py</c>.</summary>
    public static IReadOnlyList<double[]> Ask(IReadOnlyList<string> questions)
    {
        foreach (var python in Pythons)
            if (Run(python, string.Join('\n', questions)) is { } output) return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ').Select(Number).ToArray())];
        Assert.Skip("python3 with SciPy is not installed (Debian: apt-get install python3-scipy)");
        return [];
    }

    /// <summary>A question with every digit of its values.</summary>
    public static string Question(string kind, double level, IEnumerable<double> values) =>
        string.Join(' ', values.Prepend(level).Select(value => value.ToString("R", CultureInfo.InvariantCulture)).Prepend(kind));

    private static string? Run(string python, string questions)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, [Script()]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            var answers = process.StandardOutput.ReadToEndAsync();
            try
            {
                process.StandardInput.Write(questions);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it read: it has no SciPy, and its exit code says so.
            }
            process.WaitForExit();
            if (process.ExitCode == 3) return null;
            Assert.Equal(0, process.ExitCode);
            return answers.Result;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static double Number(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "scipy_statistics.py");
}
