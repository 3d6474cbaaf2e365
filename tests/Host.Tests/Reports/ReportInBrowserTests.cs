using System.Diagnostics;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Reports;

/// <summary>The page in a real browser: Chromium without a window.</summary>
public class ReportInBrowserTests : IDisposable
{
    private static readonly string? Browser = new[] { "chromium", "chromium-browser", "google-chrome" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    private readonly TestFolder _folder = new();

    [Fact]
    public void The_browser_has_nothing_to_complain_of()
    {
        File.WriteAllText(_folder["report.html"], ReportPageTests.Page(ReportPageTests.Large.Value));
        var (dom, log) = Open(_folder["report.html"], 1280);
        Assert.Contains("id=\"accuracies\"", dom);
        Assert.DoesNotContain("CONSOLE", log);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    [InlineData(1920)]
    public void The_page_is_no_wider_than_its_window(int width)
    {
        // The report forbids scripts to itself: a copy that does not is measured by one. A window without a screen is never narrower
        // than 500 pixels; a frame is.
        var page = ReportPageTests.Page(ReportPageTests.Large.Value);
        var policy = page.IndexOf("<meta http-equiv", StringComparison.Ordinal);
        page = page.Remove(policy, page.IndexOf('\n', policy) - policy).Replace("</body>",
            "<script>parent.postMessage(innerWidth + ' ' + document.documentElement.scrollWidth, '*')</script></body>", StringComparison.Ordinal);
        File.WriteAllText(_folder["measured.html"], page);
        File.WriteAllText(_folder["frame.html"],
            "<!DOCTYPE html><body><script>addEventListener('message', event => document.body.setAttribute('data-width', event.data))</script>"
            + $"<iframe src=\"measured.html\" style=\"border: 0; width: {width}px; height: 900px\"></iframe></body>");
        var (dom, _) = Open(_folder["frame.html"], 2000);
        Assert.Contains($"data-width=\"{width} {width}\"", dom);
    }

    public void Dispose() => _folder.Dispose();

    private (string Dom, string Log) Open(string file, int width)
    {
        if (Browser is null) Assert.Skip("no Chromium on the PATH (Debian's package chromium)");
        var start = new ProcessStartInfo(Browser)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr", $"--user-data-dir={_folder["profile"]}", $"--window-size={width},900", "--virtual-time-budget=5000", "--dump-dom", $"file://{file}",
            },
        };
        using var process = Process.Start(start)!;
        var log = process.StandardError.ReadToEndAsync();
        var dom = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return (dom, log.Result);
    }
}
