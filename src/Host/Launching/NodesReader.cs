using System.Collections.Immutable;
using Sweeper.Actors.Coordination;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Launching;

/// <summary>Reads <c>nodes</c> and <c>defaults</c> of a cluster file.</summary>
internal sealed class NodesReader
{
    private const int MostNodes = 1000;
    private const int LongestText = 1000;

    private readonly ProviderKind _kind;
    private readonly NodeEntry _defaults;
    private readonly ImmutableArray<NodeEntry>.Builder _nodes = ImmutableArray.CreateBuilder<NodeEntry>();
    private readonly Dictionary<string, Place> _names = [];
    private readonly Dictionary<(string, string?), Place> _folders = [];

    private NodesReader(ProviderKind kind, Section? defaults)
    {
        _kind = kind;
        _defaults = new NodeEntry("", null, kind == ProviderKind.Local ? "cpu:1" : "cpu", kind == ProviderKind.Local ? null : "sweeper", null, []);
        if (defaults is not null) _defaults = Common(defaults, _defaults);
    }

    /// <summary>The nodes; empty where they could not be read.</summary>
    public static ImmutableArray<NodeEntry> Read(Section file, ProviderKind kind)
    {
        var defaults = file.Find("defaults") is { } given ? Open(given, ClusterFileKeys.Defaults(kind)) : null;
        var reader = new NodesReader(kind, defaults);
        foreach (var item in file.Find("nodes")?.Items(MostNodes, areWords: kind == ProviderKind.Ssh) ?? []) reader.Add(item);
        return reader._nodes.ToImmutable();
    }

    private void Add(Field item)
    {
        if (_kind == ProviderKind.Ssh && item.Node is YamlScalar)
        {
            if (Host(item) is { } bare) Add(item, _defaults with { Name = NameOf(bare), Host = bare });
            return;
        }
        if (Open(item, ClusterFileKeys.Node(_kind)) is not { } section) return;
        var node = Common(section, _defaults);
        if (section.Find("name") is { } given) node = node with { Name = Name(given) ?? "" };
        if (_kind == ProviderKind.Ssh)
        {
            if (section.Find("host") is not { } field || Host(field) is not { } host) return;
            Add(item, node with { Host = host, Name = node.Name.Length > 0 ? node.Name : NameOf(host) });
            return;
        }
        var count = section.Get("count", field => field.Int(1, MostNodes), 1) ?? 1;
        for (var i = 1; i <= count; i++)
        {
            var name = node.Name.Length == 0 ? $"node-{_nodes.Count + 1}" : count == 1 ? node.Name : $"{node.Name}-{i}";
            if (!Add(item, node with { Name = name })) return;
        }
    }

    private bool Add(Field item, NodeEntry node)
    {
        if (!_names.TryAdd(node.Name, item.Place))
        {
            item.Report($"a second node is called {Words.Quoted(node.Name)}; the first is at {_names[node.Name]}: give one of them another name"
                + (_kind == ProviderKind.Ssh ? " and a store of its own, or write one node with the devices of both" : ""));
            return false;
        }
        // Another host may have the same path: that is its disk, or shared.
        if (node is { Host: { } host, Store: not null } && !_folders.TryAdd((host, node.Store), item.Place))
            item.Report($"two nodes of {host} have the store {Words.Quoted(node.Store)}; the other is at {_folders[(host, node.Store)]}: give this one a store of its own, or write one node with the devices of both");
        _nodes.Add(_kind == ProviderKind.Ssh && node.Store is null ? node with { Store = $"sweeper-nodes/{node.Name}" } : node);
        return true;
    }

    // What a node and the defaults may say alike.
    private static NodeEntry Common(Section section, NodeEntry otherwise) => otherwise with
    {
        Devices = section.Find("devices") is { } devices ? ClusterFileReader.Devices(devices) ?? "" : otherwise.Devices,
        Sweeper = section.Knows("sweeper") && section.Find("sweeper") is { } sweeper ? PathThere(sweeper) : otherwise.Sweeper,
        Store = section.Knows("store") && section.Find("store") is { } store ? PathThere(store) : otherwise.Store,
        Environment = section.Find("environment") is { } variables ? Environment(variables, otherwise.Environment) : otherwise.Environment,
    };

    // Said before the rest: the parser takes what follows the comma for a key.
    private static Section? Open(Field field, Sweeper.Host.Yaml.SpecKeySet keys)
    {
        if (field.Node is not YamlMap map || map.Find("devices")?.Value is not YamlScalar { Text: var devices }
            || map.Entries.FirstOrDefault(entry => entry.Key.Text.Length > 0 && entry.Key.Text.All(char.IsAsciiDigit)) is not { } number) return Section.Open(field, keys);
        field.Problems.Add(number.Key.Place, $"a comma inside braces ends a value: write devices: \"{Words.Clean(devices)},{Words.Clean(number.Key.Text)}\" with quotes");
        return null;
    }

    private static string? PathThere(Field field)
    {
        if (field.Text(LongestText) is not { } path) return null;
        if (path.StartsWith('-') || (path.StartsWith('~') && !path.StartsWith("~/", StringComparison.Ordinal)))
        {
            field.Refuse($"must be a path on the host, such as /opt/sweeper or ~/sweeper, is {Words.Quoted(path)}");
            return null;
        }
        return path;
    }

    private static string? Host(Field field)
    {
        if (field.Text(LongestText) is not { } host) return null;
        // A host that starts with - would be an option.
        if (host[0] is not ('-' or '@') && host[^1] != '@' && host.Count(sign => sign == '@') <= 1 && host.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' or '@' or ':' or '%')) return host;
        field.Refuse($"must be HOST or USER@HOST as ssh takes it, is {Words.Quoted(host)}; other ports go into ssh: {{options: [Port=2222]}} or your ssh configuration");
        return null;
    }

    private static string NameOf(string host) => host[(host.IndexOf('@') + 1)..].Replace('%', '-');

    private static string? Name(Field field)
    {
        if (field.Text(100) is not { } name) return null;
        if (TrainerId.TryParse(name, out _) && !name.Contains('/')) return name;
        field.Refuse($"must be letters, digits, and the signs : - . _, is {Words.Quoted(name)}");
        return null;
    }

    private static ImmutableArray<(string Name, string Value)> Environment(Field field, ImmutableArray<(string Name, string Value)> otherwise)
    {
        if (field.Node is not YamlMap map)
        {
            field.RefuseKind("a map of variables, such as {SWEEPER_DATA: /data}");
            return otherwise;
        }
        var variables = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var (key, value) in map.Entries.Select(entry => (entry.Key, new Field($"{field.Path}.{entry.Key.Text}", entry.Value, field.Problems))))
        {
            if (key.Text.Length == 0 || char.IsAsciiDigit(key.Text[0]) || !key.Text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_'))
                field.Problems.Add(key.Place, $"{Words.Quoted(key.Text)} is no name of a variable; use letters, digits and _");
            else if (value.Text(LongestText) is { } text) variables.Add((key.Text, text));
        }
        return [.. otherwise.Where(pair => map.Find(pair.Name) is null), .. variables];
    }
}
