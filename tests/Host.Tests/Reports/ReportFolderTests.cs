using Sweeper.Host.Reports;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Reports;

public class ReportFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void A_second_report_replaces_the_first_and_deletes_what_it_no_longer_has()
    {
        Write(_folder["r"], ("report.html", "1"), ("figures/a.svg", "1"), ("tables/b.csv", "1"));
        File.WriteAllText(_folder["r/notes.txt"], "mine");
        Write(_folder["r"], ("report.html", "2"), ("figures/c.svg", "2"));
        Assert.Equal("2", File.ReadAllText(_folder["r/report.html"]));
        Assert.Equal(["figures/c.svg", "notes.txt", "report.html"], Files(_folder["r"]));
    }

    [Fact]
    public void A_folder_of_somebody_else_is_refused()
    {
        Directory.CreateDirectory(_folder["theirs"]);
        File.WriteAllText(_folder["theirs/thesis.tex"], "years");
        Assert.Contains("holds files that no report made", Assert.Throws<UserException>(() => ReportFolder.Open(_folder["theirs"])).Message);
        Assert.Contains("is not the name of a folder", Assert.Throws<UserException>(() => ReportFolder.Open(_folder["theirs/thesis.tex"])).Message);
    }

    [Fact]
    public void A_file_that_no_report_made_is_not_replaced()
    {
        Write(_folder["r"], ("report.html", "1"));
        Directory.CreateDirectory(_folder["r/figures"]);
        File.WriteAllText(_folder["r/figures/a.svg"], "mine");
        Assert.Contains("no report made it", Assert.Throws<UserException>(() => Write(_folder["r"], ("figures/a.svg", "2"))).Message);
        Assert.Equal("mine", File.ReadAllText(_folder["r/figures/a.svg"]));
    }

    [Fact]
    public void A_list_that_was_tampered_with_deletes_nothing_outside()
    {
        File.WriteAllText(_folder["outside.svg"], "mine");
        Write(_folder["r"], ("report.html", "1"));
        File.AppendAllText(_folder["r/.sweeper-report"], "../outside.svg\nfigures/../../outside.svg\n" + _folder["outside.svg"] + "\n");
        Write(_folder["r"], ("report.html", "2"));
        Assert.True(File.Exists(_folder["outside.svg"]));
    }

    [Fact]
    public void A_report_that_was_interrupted_is_written_anew()
    {
        var first = ReportFolder.Open(_folder["r"]);
        first.Announce(["report.html", "figures/a.svg"]);
        first.Write("report.html", "half");
        Write(_folder["r"], ("report.html", "whole"));
        Assert.Equal("whole", File.ReadAllText(_folder["r/report.html"]));
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(string folder, params (string Name, string Text)[] files)
    {
        var report = ReportFolder.Open(folder);
        report.Announce([.. files.Select(file => file.Name)]);
        foreach (var (name, text) in files) report.Write(name, text);
        report.Finish();
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Where(file => file[0] != '.').Order(StringComparer.Ordinal);
}
