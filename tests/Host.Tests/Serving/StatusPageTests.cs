using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sweeper.Host.Serving;

namespace Sweeper.Host.Tests.Serving;

public partial class StatusPageTests
{
    [Fact]
    public async Task The_policy_allows_this_style_and_this_script_and_nothing_else()
    {
        await using var run = await ServedRun.Start();
        var (code, html, headers) = await run.Send("GET", "/");
        Assert.Equal(200, code);
        Assert.Contains($"Content-Security-Policy: {StatusPage.Policy}", headers);
        foreach (var element in (string[])["style", "script"])
        {
            var content = Encoding.UTF8.GetBytes(Regex.Match(html, $"<{element}>(.*)</{element}>", RegexOptions.Singleline).Groups[1].Value);
            Assert.True(content.Length > 1000);
            Assert.Contains($"{element}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(content))}'", StatusPage.Policy);
        }
    }

    [Fact]
    public void Nothing_is_loaded_from_elsewhere()
    {
        // The one absolute address is the name of SVG's elements.
        Assert.Equal(["http://www.w3.org/2000/svg"], Address().Matches(StatusPage.Html).Select(match => match.Value));
        Assert.DoesNotContain("src=", StatusPage.Html);
        Assert.DoesNotContain("@import", StatusPage.Html);
        Assert.DoesNotContain("url(", StatusPage.Html);
    }

    [Fact]
    public void No_markup_is_made_of_what_a_run_says()
    {
        foreach (var unsafeWay in (string[])["innerHTML", "outerHTML =", "insertAdjacentHTML", "document.write", "eval(", "srcdoc"]) Assert.DoesNotContain(unsafeWay, StatusPage.Html);
    }

    [GeneratedRegex("https?://[^'\" ]+")]
    private static partial Regex Address();
}
