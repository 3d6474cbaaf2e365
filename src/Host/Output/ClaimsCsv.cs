using System.Globalization;
using Sweeper.Actors.Claims;

namespace Sweeper.Host.Output;

/// <summary><c>results --claims --format csv</c> (RFC 4180): a line a claim.</summary>
internal static class ClaimsCsv
{
    /// <summary>A header, and a line a claim.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ClaimVerdict> verdicts)
    {
        output.Write("name,verdict,expect,margin,wanted,n,difference,sd,ci95_low,ci95_high,effect_size,p,holm_p,opposite_p,opposite_holm_p,"
            + "sign_flip_p,sign_flip_decides_from,wilcoxon_p,wilcoxon_decides_from,smallest_detectable,seeds_still_needed,left_out,notes\r\n");
        foreach (var verdict in verdicts)
        {
            output.Write(CsvLine.Of(
            [
                verdict.Claim.Name, Words.Of(verdict.Verdict), Words.Of(verdict.Claim.Expect), Number(verdict.Claim.Margin), Number(verdict.Wanted), Number(verdict.N),
                .. ClaimFields.Numbers(verdict).Select(field => Number(field.Value)),
                string.Join("; ", verdict.LeftOut), string.Join("; ", verdict.Notes),
            ]));
        }
    }

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
