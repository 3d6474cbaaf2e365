using System.Diagnostics;
using System.Text;
using Sweeper.Host.Reports;
using Sweeper.Host.Reports.Tables;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Reports;

/// <summary>Tables through a real LaTeX, with no package that does not come with it.</summary>
public class LatexCompilesTests : IDisposable
{
    private static readonly string? Latex =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "pdflatex")).FirstOrDefault(File.Exists);

    private readonly TestFolder _folder = new();

    [Fact]
    public void Every_table_of_a_report_compiles() => Compile(ReportContents.Of(ReportPageTests.Large.Value).Tables);

    [Fact]
    public void No_character_of_a_name_stops_it()
    {
        var ascii = string.Concat(Enumerable.Range(0, 128).Select(code => (char)code));
        var others = string.Concat(Enumerable.Range(0xA0, 0x60).Select(code => (char)code)) + " −±×÷≥… -- '' `` ,, ?` 漢字 \U0001F600 \ud800";
        var cells = ascii.Concat(others).Select(letter => TableCell.Text(letter.ToString())).Append(TableCell.Text(ascii)).Append(TableCell.Text(others)).ToList();
        Compile([new("evil", ascii, others, ascii, [new("A\n" + ascii, false), new("B", false)], [.. cells.Select(cell => (System.Collections.Immutable.ImmutableArray<TableCell>)[cell, cell])])]);
    }

    public void Dispose() => _folder.Dispose();

    private void Compile(IEnumerable<ReportTable> tables)
    {
        if (Latex is null) Assert.Skip("no pdflatex on the PATH (Debian's package texlive-latex-base)");
        var document = new StringBuilder("\\documentclass{article}\n\\usepackage{longtable}\n\\begin{document}\n");
        foreach (var table in tables)
        {
            using (var text = new StreamWriter(_folder[$"{table.Id}.tex"])) LatexTable.Write(text, table);
            document.Append($"\\input{{{table.Id}}}\n\\clearpage\n");
        }
        File.WriteAllText(_folder["report.tex"], document.Append("\\end{document}\n").ToString());
        var start = new ProcessStartInfo(Latex)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder["."],
            ArgumentList = { "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "report.tex" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output[Math.Max(0, output.Length - 3000)..]);
        Assert.DoesNotContain("Missing character", File.ReadAllText(_folder["report.log"]));
    }
}
