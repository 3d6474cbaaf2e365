using System.CommandLine;
using System.Globalization;
using Sweeper.Host.Cluster;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper cluster keys</c>.</summary>
internal static class ClusterCommand
{
    public static Command Build() => new("cluster", "Prepare machines to work together") { Keys() };

    private static Command Keys()
    {
        var store = CommonOptions.Store();
        var path = new Option<string?>("--out") { Description = $"The key's file; {ClusterKey.FileName} in the store where it is not given", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Make a new key in the place of the one that is there: all machines then need the new one" };
        var command = new Command("keys", "Make the key that lets processes into a cluster, or show the one that is there") { store, path, force }
            .WithExamples("cluster keys", "cluster keys --out ~/.config/sweeper/cluster.key");
        path.Validators.Add(given =>
        {
            if (string.IsNullOrWhiteSpace(given.GetValueOrDefault<string>())) given.AddError("--out needs the name of a file");
        });
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(path) ?? Path.Combine(parsed.GetValue(store)!, ClusterKey.FileName);
            NewFile.Check(file, force: true);
            var isNew = ClusterKey.Create(file, parsed.GetValue(force));
            using var key = ClusterKey.Load(file);
            Say(file, key, isNew);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Say(string file, ClusterKey key, bool isNew)
    {
        Console.Out.WriteLine($"file         {TerminalText.Clean(file)}");
        Console.Out.WriteLine($"fingerprint  {key.Thumbprint}");
        Console.Out.WriteLine($"valid until  {key.Certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        if (!isNew)
            StandardError.Say("That key was there already, and nothing was changed. A new one in its place (--force) would lock out every process that has the old one, until it is copied to all machines and they are started again.");
        StandardError.Say(
            $"""
            Whoever has this file is in the cluster: it is a secret, of mode 600, and never belongs in a repository or an image. Each machine needs the same one:
              scp -p {ShellWord.Quote(file)} HOST:{ShellWord.Quote(Path.GetFileName(file))}
            """);
    }
}
