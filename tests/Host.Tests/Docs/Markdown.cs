using System.Text.RegularExpressions;

namespace Sweeper.Host.Tests.Docs;

/// <summary>A page of the documentation, as far as the tests read it.</summary>
internal sealed partial class Markdown
{
    private readonly List<(string Language, List<string> Lines)> _blocks = [];
    private readonly List<string> _prose = [];

    private Markdown(string path, IEnumerable<string> lines)
    {
        Path = path;
        List<string>? block = null;
        foreach (var line in lines)
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (isFence && block is null) _blocks.Add((line.TrimStart()[3..].Trim(), block = []));
            else if (isFence) block = null;
            else (block ?? _prose).Add(line);
        }
    }

    /// <summary>The folder of Sweeper.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every page of the repository: those at the top, and all under docs.</summary>
    public static IReadOnlyList<Markdown> Pages { get; } =
    [
        .. Directory.GetFiles(Root, "*.md").Concat(Directory.GetFiles(System.IO.Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).Select(file => new Markdown(System.IO.Path.GetRelativePath(Root, file), File.ReadAllLines(file))),
    ];

    /// <summary>The paths of all sources, with / at their start.</summary>
    public static IReadOnlyList<string> SourceFiles { get; } =
    [
        .. new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => $"/{System.IO.Path.GetRelativePath(Root, file)}"),
    ];

    /// <summary>The path from the root.</summary>
    public string Path { get; }

    /// <summary>The targets of its links that are paths or headings: no addresses.</summary>
    public IEnumerable<string> RelativeLinks => _prose.SelectMany(line => Link().Matches(CodeSpan().Replace(line, "")))
        .Select(match => match.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>Its headings as links name them: <c>exit-codes</c>.</summary>
    public IEnumerable<string> Headings => _prose.Where(line => line.StartsWith('#'))
        .Select(line => NotInSlugs().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>What stands in single backquotes.</summary>
    public IEnumerable<string> CodeSpans => _prose.SelectMany(line => CodeSpan().Matches(line)).Select(match => match.Groups[1].Value.Replace("\\|", "|"));

    /// <summary>The texts of the code blocks in a language.</summary>
    public IEnumerable<string> Blocks(string language) => _blocks.Where(block => block.Language == language).Select(block => string.Join('\n', block.Lines));

    /// <summary>Every command line of <c>./sweeper</c>, without what the shell does with its output.</summary>
    public IEnumerable<string> CommandLines => Blocks("sh").SelectMany(block => block.Split('\n')).Concat(CodeSpans)
        .Where(line => line.StartsWith("./sweeper ", StringComparison.Ordinal))
        .Select(line => Redirection().Replace(line, "").Trim());

    /// <summary>The first cells of a table's rows, below a heading.</summary>
    public IEnumerable<string> FirstCells(string heading) => _prose.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'))
        .Where(line => line.StartsWith('|')).Skip(2).Select(line => Bar().Split(line)[1].Trim());

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Sweeper.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException($"no Sweeper.sln above {AppContext.BaseDirectory}");
    }

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInSlugs();

    [GeneratedRegex(@"\s+(\d?>|\||#).*$")]
    private static partial Regex Redirection();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
