using Sweeper.Host.Reports.Tables;

namespace Sweeper.Host.Tests.Reports;

public class TableFileTests
{
    private static readonly ReportTable Table = new("t", "50% & more", "Of {all}", "1 of 2 cells", [new("Name", false), new("Value (%)")],
        [[TableCell.Text("a_b, \"c\""), TableCell.Points(-1.23456)], [TableCell.Text("[x]\n\\y"), TableCell.Empty]]);

    [Fact]
    public void Csv_has_numbers_in_full_precision_and_quotes_what_needs_it() =>
        Assert.Equal("Name,Value (%)\r\n\"a_b, \"\"c\"\"\",-1.23456\r\n\"[x]\n\\y\",\r\n", Text(CsvTable.Write));

    [Fact]
    public void Latex_has_nothing_that_means_something_to_it() => Assert.Equal(
        """
        \begin{table}
        \centering
        \caption{50\% \& more. Of \{all\} Missing: 1 of 2 cells.}
        \label{tab:t}
        \begin{tabular}{lr}
        \hline\noalign{\smallskip}
        Name & \shortstack[r]{Value\\(\%)} \\
        \hline\noalign{\smallskip}
        a\_b, "c" & $-$1.23 \\
        {[}x{]} \textbackslash{}y &  \\
        \hline
        \end{tabular}
        \end{table}

        """, Text(LatexTable.Write));

    private static string Text(Action<TextWriter, ReportTable> write)
    {
        using var text = new StringWriter();
        write(text, Table);
        return text.ToString();
    }
}
