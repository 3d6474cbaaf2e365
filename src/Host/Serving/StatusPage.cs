using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sweeper.Host.Serving;

/// <summary>
/// The status page: one file with its style and script in it (<c>Page/</c>), without anything of the run, for which it asks the other routes. The policy
/// that goes with it lets it run no other script, load nothing, and speak to nobody but its own origin.
/// </summary>
internal static class StatusPage
{
    private static readonly string Style = Read("page.css");
    private static readonly string Script = string.Join('\n', ((string[])["words.js", "draw.js", "views.js", "page.js"]).Select(Read));

    /// <summary>The page.</summary>
    public static string Html { get; } = Read("page.html").Replace("/*STYLE*/", Style, StringComparison.Ordinal).Replace("/*SCRIPT*/", Script, StringComparison.Ordinal);

    /// <summary>Its Content-Security-Policy.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Answers with it.</summary>
    public static Task Write(HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.WriteAsync(Html, Encoding.UTF8, cancel);
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(StatusPage).Assembly.GetManifestResourceStream($"Page/{name}")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
