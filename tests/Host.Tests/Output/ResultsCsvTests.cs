using Sweeper.Actors.Aggregation;
using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class ResultsCsvTests
{
    [Fact]
    public void Every_cell_is_a_line_with_its_state()
    {
        var (plan, rows) = Rows.EveryState();
        var csv = Csv(RowOrder.Sort(rows));
        Screen.Check("results.csv", Rows.WithoutKeys(plan, csv).Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Equal(plan.Cells + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        // RFC 4180: every line ends with CRLF, the last one too, and no other line break is there.
        Assert.EndsWith("\r\n", csv);
        Assert.DoesNotContain('\n', csv.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Commas_and_quotes_are_quoted()
    {
        var csv = Csv(Rows.Of(Plans.Of(Plans.With(("targets:\n  - {dataset: two", "targets:\n  - {dataset: {name: two, fraction: 0.5, label: 'half, \"so to say\"'}")))));
        Assert.Contains(",\"half, \"\"so to say\"\"\",sgd,", csv);
        Assert.DoesNotContain("\"\"\"\"", csv);
    }

    private static string Csv(IReadOnlyList<ResultGroup> rows)
    {
        using var output = new StringWriter();
        RecordsCsv.Write(output, RecordSet.OfCells(rows));
        return output.ToString();
    }
}
