using System.CommandLine;
using Sweeper.Host.Display;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper cluster keys</c>.</summary>
internal static class ClusterCommand
{
    public static Command Build() => new("cluster", "What machines need to work together") { Keys() };

    private static Command Keys()
    {
        var store = CommonOptions.Store();
        var output = new Option<string?>("--out") { Description = $"The file (default: {Cluster.ClusterKey.FileName} in the store)", HelpName = "FILE" };
        var command = new Command("keys", "Make the key that lets machines into a cluster, and print where it is; one that is there stays") { store, output }
            .WithExamples("cluster keys", "cluster keys --out ~/cluster.key");
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(output) ?? Path.Combine(parsed.GetValue(store)!, Cluster.ClusterKey.FileName);
            var isNew = Cluster.ClusterKey.Create(file);
            using var key = Cluster.ClusterKey.Load(file);
            Console.Out.WriteLine(file);
            StandardError.Say($"{(isNew ? "made" : "was there already")}, fingerprint {key.Fingerprint}");
            StandardError.Say($"who has this file is in the cluster: copy it to its machines and to no others, as in `scp -p {file} HOST:`, and name it by --cluster-key");
            return ExitCode.Done;
        });
        return command;
    }
}
