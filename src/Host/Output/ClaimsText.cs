using System.Globalization;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Specs;
using Sweeper.Host.Display;

namespace Sweeper.Host.Output;

/// <summary>Claims as people read them: the verdict and the name, and under it what it rests on. No line is longer than 80 characters.</summary>
internal static class ClaimsText
{
    private const int Indent = 16;
    private const int Width = 80;
    private const int MostNamed = 3;

    /// <summary>An empty line, a title and a few lines a claim; nothing where there is no claim.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="verdicts">The verdicts, in the order of the file.</param>
    /// <param name="intervals">Of what level their intervals are.</param>
    /// <param name="withTests">Whether the tests by signs and ranks, the effect size and the smallest detectable difference are shown too.</param>
    public static void Write(TextWriter output, IReadOnlyList<ClaimVerdict> verdicts, IntervalWords intervals, bool withTests = false)
    {
        if (verdicts.Count == 0) return;
        output.WriteLine();
        output.WriteLine($"claims: compare - against by seed; Holm's p over {Humans.Count(verdicts.Count, "claim")} decides at 0.05");
        foreach (var verdict in verdicts)
        {
            var lines = WrapText(TerminalText.Clean(verdict.Claim.Name)).Concat(WrapParts(Numbers(verdict, intervals)));
            if (withTests) lines = lines.Concat(Tests(verdict).SelectMany(WrapParts));
            lines = lines.Concat(LeftOut(verdict).SelectMany(WrapText)).Concat(verdict.Notes.SelectMany(WrapText));
            var head = $"  {Words.Of(verdict.Verdict)}";
            foreach (var line in lines)
            {
                output.WriteLine(head.PadRight(Indent) + line);
                head = "";
            }
        }
    }

    // Parts that a line does not break.
    private static IReadOnlyList<string> Numbers(ClaimVerdict verdict, IntervalWords intervals)
    {
        List<string> parts = [verdict.Difference is { } difference ? $"{Humans.Signed(difference)} {Unit(verdict.Claim)}" : "no value yet"];
        if (verdict is { Ci95Low: { } low, Ci95High: { } high }) parts.Add($"{intervals.Level} interval {Humans.Signed(low)} .. {Humans.Signed(high)}");
        parts.Add($"n {verdict.N} of {verdict.Wanted}");
        if (verdict is { Verdict: Verdict.Contradicted, OppositeHolmP: { } opposite }) parts.Add($"opposite's p {P(opposite)}");
        else if (verdict.HolmP is { } holm) parts.Add($"p {P(holm)}");
        if (verdict.SeedsStillNeeded is { } more) parts.Add($"{Humans.Count(more, "more seed")} would do");
        parts[0] = $"{Expected(verdict.Claim)}: {parts[0]}";
        return parts;
    }

    private static IEnumerable<IReadOnlyList<string>> Tests(ClaimVerdict verdict)
    {
        if (verdict is { Sd: { } sd, SmallestDetectable: { } smallest })
            yield return [$"sd {Number(sd)}", .. verdict.EffectSize is { } effect ? [$"d_z {Humans.Signed(effect)}"] : Array.Empty<string>(), $"smallest detectable {Number(smallest)}"];
        if (verdict is { SignFlipP: { } flip, WilcoxonP: { } wilcoxon })
            yield return [$"sign-flip p {P(flip)} ({Decides(verdict.SignFlipDecidesFrom)})", $"Wilcoxon p {P(wilcoxon)} ({Decides(verdict.WilcoxonDecidesFrom)})"];
    }

    private static IEnumerable<string> LeftOut(ClaimVerdict verdict)
    {
        if (verdict.LeftOut.Count == 0) yield break;
        var more = verdict.LeftOut.Count > MostNamed ? "; ..." : "";
        yield return $"{Humans.Count(verdict.LeftOut.Count, "seed")} left out ({string.Join("; ", verdict.LeftOut.Take(MostNamed))}{more})";
    }

    private static string Decides(int? from) => from is { } n ? $"can decide from n {n}" : "can never decide";

    private static string Expected(ClaimSpec claim) => claim.Margin is { } margin ? $"{Words.Of(claim.Expect)} within {margin.ToString(CultureInfo.InvariantCulture)}" : Words.Of(claim.Expect);

    /// <summary>What a claim's difference is in.</summary>
    public static string Unit(ClaimSpec claim) => claim.Expect == ClaimExpectation.Grows ? "points a round" : "points";

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string P(double p) => p < 0.0001 ? "below 0.0001" : p.ToString("0.0000", CultureInfo.InvariantCulture);

    private static IEnumerable<string> WrapParts(IReadOnlyList<string> parts) => Wrap(parts.Select((part, i) => i + 1 < parts.Count ? $"{part};" : part));

    private static IEnumerable<string> WrapText(string text) => Wrap(text.Split(' '));

    // A word that is longer than a line is cut.
    private static IEnumerable<string> Wrap(IEnumerable<string> words)
    {
        var line = "";
        foreach (var word in words.SelectMany(word => word.Chunk(Width - Indent).Select(piece => new string(piece))))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width - Indent)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }
}
