using System.Collections.Immutable;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Host.Specs;
using Sweeper.Host.Yaml;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Launching;

/// <summary>Reads cluster files: all of one, or every problem at once. No text makes it throw.</summary>
internal static class ClusterFileReader
{
    private const int MostOptions = 100;
    private const int LongestText = 1000;

    /// <summary>Reads the file at a path.</summary>
    /// <exception cref="SpecException">It is not there, or not a cluster file; each line of the message is a problem with its place.</exception>
    public static ClusterFile ReadFile(string path)
    {
        var reading = OfFile(path);
        return reading.File ?? throw new SpecException(string.Join(Environment.NewLine, reading.Problems.Select(problem => problem.Format(path))));
    }

    /// <summary>Reads a text.</summary>
    public static ClusterFileReading Read(string text)
    {
        if (YamlText.Check(text) is { } unreadable) return Failed(unreadable);
        if (string.IsNullOrWhiteSpace(text)) return Failed(new(1, 1, "the file is empty; sweeps/clusters/local.yaml is one to start from"));
        var problems = new ProblemList(new TextShape(text));
        var file = YamlTreeReader.Read(text, problems) is { } root ? ReadRoot(new Field("", root, problems)) : null;
        return problems.Count == 0 ? new(file, []) : new(null, [.. problems.InOrder().Select(InItsWords)]);
    }

    private static ClusterFileReading OfFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[YamlText.LargestFile + 1];
            var (text, problem) = YamlText.Decode(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
            return problem is null ? Read(text) : Failed(problem);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(new(1, 1, "there is no such file; sweeps/clusters/local.yaml is one to start from"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Failed(new(1, 1, Directory.Exists(path) ? "this is a folder; give the path of a YAML file" : $"the file cannot be read: {Words.Clean(exception.Message)}"));
        }
    }

    private static ClusterFile? ReadRoot(Field root)
    {
        if (root.Node is not YamlMap map)
        {
            root.Report($"a cluster file is a map of keys (provider: ..., nodes: ...), this is {root.Node.Shown}; sweeps/clusters/local.yaml is one to start from");
            return null;
        }
        if (map.Find("provider") is null && map.Find("models") is not null)
        {
            root.Report("this file has a sweep; the cluster file comes first: sweeper launch CLUSTER.yaml SPEC.yaml");
            return null;
        }
        var file = Section.Open(root, ClusterFileKeys.File)!;
        var provider = file.Get("provider", field => field.Word(ClusterFileKeys.Providers));
        var coordinator = file.Find("coordinator") is { } given && Section.Open(given, ClusterFileKeys.Coordinator)?.Find("devices") is { } devices
            ? Devices(devices, orNone: true)
            : ClusterFile.NoDevices;
        // Which keys a node has depends on it.
        if (provider is not { } kind) return null;
        var listen = Listen(file, kind);
        var ssh = file.Find("ssh") is { } settings ? Ssh(settings, kind) : SshSettings.Default;
        var nodes = NodesReader.Read(file, kind);
        return root.Problems.Count > 0 ? null : new ClusterFile(kind, listen, coordinator!, nodes, ssh!);
    }

    /// <summary>A value of <c>devices</c>; whether such devices are there is not looked at.</summary>
    internal static string? Devices(Field field, bool orNone = false)
    {
        if (field.Text(LongestText) is not { } text) return null;
        if (DeviceList.IsWellFormed(text) || (orNone && text == ClusterFile.NoDevices)) return text;
        var hint = Suggestion.Hint(text, ["cpu", "cuda", .. orNone ? [ClusterFile.NoDevices] : (string[])[]], "");
        field.Refuse($"must be {(orNone ? "none, " : "")}cpu, cpu:N with N from 1 to 1024, cuda, or \"cuda:0,1\", is {Words.Quoted(text)}{hint}");
        return null;
    }

    private static StatusAddress? Listen(Section file, ProviderKind kind)
    {
        if (file.Find("listen") is not { } field)
        {
            if (kind == ProviderKind.Ssh) file.ReportMissing("listen", "where nodes find the run: a name or address of this machine that the hosts can reach, and a port, such as head:7000");
            return null;
        }
        if (field.Text(LongestText) is not { } text) return null;
        try
        {
            var address = StatusAddress.Parse("listen", text, leastPort: 1);
            if (kind == ProviderKind.Local || address.Host != StatusAddress.ThisMachine) return address;
            field.Refuse($"is {Words.Quoted(text)}, which is this machine to itself alone; write a name or address of it that the hosts can reach, such as head:{address.Port}");
        }
        catch (UserException)
        {
            field.Refuse($"must be HOST:PORT or [ADDRESS]:PORT with a port from 1 to {ushort.MaxValue}, is {Words.Quoted(text)}");
        }
        return null;
    }

    private static SshSettings? Ssh(Field field, ProviderKind kind)
    {
        if (kind != ProviderKind.Ssh)
        {
            field.Refuse("goes with provider: ssh; remove it");
            return null;
        }
        if (Section.Open(field, ClusterFileKeys.Ssh) is not { } section) return null;
        var config = section.Find("config")?.Text(LongestText);
        var options = ImmutableArray.CreateBuilder<string>();
        foreach (var item in section.Find("options")?.ItemsOrNone(MostOptions) ?? [])
        {
            if (item.Text(LongestText) is not { } option) continue;
            if (option.StartsWith('-') || !char.IsAsciiLetter(option[0]) || option.IndexOfAny(['=', ' ']) < 0) item.Refuse($"must be an option as in ssh's configuration file, such as Port=2222, is {Words.Quoted(option)}");
            else options.Add(option);
        }
        return new SshSettings(config, options.ToImmutable());
    }

    private static ClusterFileReading Failed(SpecProblem problem) => new(null, [InItsWords(problem)]);

    // The reader of the tree speaks of sweeps, which it was made for.
    private static SpecProblem InItsWords(SpecProblem problem) => problem with { Message = problem.Message.Replace("a sweep file", "a cluster file", StringComparison.Ordinal).Replace("the end of the sweep;", "the end of the file;", StringComparison.Ordinal) };
}
