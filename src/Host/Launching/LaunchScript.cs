namespace Sweeper.Host.Launching;

/// <summary>What launch would do, as lines for a shell.</summary>
internal static class LaunchScript
{
    /// <summary>The lines.</summary>
    /// <param name="site">What nodes are told.</param>
    /// <param name="run">The arguments of a run that does the same.</param>
    /// <param name="nodes">The nodes.</param>
    public static string Of(LaunchSite site, IEnumerable<string> run, IEnumerable<NodeLaunch> nodes)
    {
        var lines = new List<string>
        {
            $"# {Comment(site.Cluster)} would do this, and start again a node that ends before the run. Nothing was started.",
            "",
            "# this machine: the cluster's key, where there is none",
            new HostCommand([site.Program, "cluster", "keys", "--store", site.Store]).Text,
            "",
            "# this machine: the run",
            new HostCommand([site.Program, .. run]).Text,
        };
        foreach (var node in nodes)
        {
            lines.Add("");
            lines.Add($"# {Comment(node.Where)}: node {node.Name}; what it says goes to {Comment(node.LogFile)}");
            if (node.Prepare is { } prepare) lines.Add(prepare.Text);
            lines.Add(node.Start.Text);
        }
        return string.Join('\n', lines) + "\n";
    }

    private static string Comment(string text) => Display.TerminalText.Clean(text);
}
