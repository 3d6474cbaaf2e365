using Sweeper.Actors.Claims;
using Sweeper.Host.Reports;
using Sweeper.Host.Reports.Tables;

namespace Sweeper.Host.Tests.Reports;

public class ClaimTableTests
{
    private const string Note = "seeds 4 of at most 12: ±0.40 points";

    private static readonly ReportData Data = SyntheticReport.Small(verdicts: plan =>
        [.. SyntheticReport.Verdicts(plan).Select(verdict => verdict.Verdict == Verdict.Contradicted ? verdict with { P = 0.999, HolmP = 1, OppositeP = 0.00125, OppositeHolmP = 0.00375, Notes = [Note, "and more"] } : verdict)]);

    [Fact]
    public void Csv_and_latex_have_the_opposite_s_p_and_the_notes()
    {
        var table = ReportContents.Of(Data).Claims!;
        var csv = Text(CsvTable.Write).Split("\r\n");
        Assert.Contains(",p,Holm p,Opposite p,Opposite Holm p,Sign-flip p,", csv[0]);
        Assert.EndsWith(",Left out,Notes", csv[0]);
        Assert.Contains(",0.999,1,0.00125,0.00375,", csv[3]);
        Assert.EndsWith($",{Note}; and more", csv[3]);
        Assert.EndsWith(",seed 2: NaN,", csv[2]);
        var latex = Text(LatexTable.Write);
        Assert.Contains("& 0.999 & 1.000 & 0.001 & 0.004 &", latex);
        Assert.Contains($"{LatexTable.Escape(Note)}; and more \\\\", latex);

        string Text(Action<TextWriter, ReportTable> write)
        {
            using var text = new StringWriter();
            write(text, table);
            return text.ToString();
        }
    }

    [Fact]
    public void The_page_has_sentences_at_each_claim_and_numbers_in_the_table()
    {
        var page = ReportPageTests.Page(Data);
        var start = page.IndexOf("id=\"table-claims\"", StringComparison.Ordinal);
        var (cards, table) = (page[..start], page[start..page.IndexOf("</figure>", start, StringComparison.Ordinal)]);
        Assert.Contains(">Opposite Holm p</th>", table);
        Assert.Contains(">0.004</td>", table);
        foreach (var sentence in new[] { Note, "and more", "Left out: seed 2: NaN" })
        {
            Assert.Contains(sentence, cards);
            Assert.DoesNotContain(sentence, table);
        }
    }
}
