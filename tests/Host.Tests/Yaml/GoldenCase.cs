namespace Sweeper.Host.Tests.Yaml;

/// <summary>
/// A bad sweep and what must be said about it. In Golden/*.txt a case has a title (#), the lines of the base sweep
/// that it replaces (-), the lines that it has there (+; the whole file where nothing is replaced), and the messages (!).
/// </summary>
internal sealed record GoldenCase(string Title, string Yaml, string[] Expected)
{
    public static IReadOnlyList<GoldenCase> All { get; } =
        [.. Sweeps.ResourcesIn("Golden").Where(name => name.EndsWith(".txt", StringComparison.Ordinal)).SelectMany(name => Parse(Sweeps.Resource(name)))];

    private static IEnumerable<GoldenCase> Parse(string file) =>
        from block in file.Split("\n\n")
        let lines = block.TrimEnd('\n').Split('\n')
        let old = Lines(lines, '-')
        let replacement = Lines(lines, '+')
        select new GoldenCase(
            lines[0][2..],
            old.Length == 0 ? string.Join('\n', replacement) : Sweeps.With(string.Join('\n', old), string.Join('\n', replacement)),
            Lines(lines, '!'));

    private static string[] Lines(string[] lines, char mark) => [.. lines.Where(line => line[0] == mark).Select(line => line[2..])];
}
