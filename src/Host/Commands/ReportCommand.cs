using System.CommandLine;
using Sweeper.Actors.Claims;
using Sweeper.Host.Display;
using Sweeper.Host.Reports;
using Sweeper.Host.Reports.Figures;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper report</c>: what a sweep has found so far, as a page with figures and tables.</summary>
internal static class ReportCommand
{
    private const string DefaultFolder = "./sweeper-report";

    public static Command Build()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var path = new Option<string?>("--out") { Description = $"The folder to write; without it, {DefaultFolder}/NAME", HelpName = "DIR" };
        var command = new Command("report", "Write a sweep's report as HTML, with figures (SVG, PNG) and tables (CSV, LaTeX), also while it runs") { store, sweep, path }
            .WithExamples("report", "report --sweep quickstart --out quickstart-report");
        command.SetAction(parsed => Run(parsed.GetValue(store)!, parsed.GetValue(sweep), parsed.GetValue(path)));
        return command;
    }

    private static int Run(string store, string? name, string? path)
    {
        if (path is not null) ReportFolder.Open(path);
        var data = StoredReport.Read(store, name, ClaimDecisions.Decide);
        var target = path ?? Path.Combine(DefaultFolder, data.Sweep.Name);
        var fonts = FontFiles.Find(FontFiles.Folders);
        ReportWriter.Write(data, ReportFolder.Open(target), fonts);
        if (fonts is null)
            StandardError.Say($"figures are written as SVG only: PNG needs a font, and none that is known is in {string.Join(", ", FontFiles.Folders)} (DejaVu Sans, package fonts-dejavu-core, is one)");
        foreach (var problem in data.Masks.Problems) StandardError.Say(problem);
        StandardError.Say($"wrote {Path.Combine(target, ReportWriter.PageName)} and its figures and tables");
        return ExitCode.Done;
    }
}
