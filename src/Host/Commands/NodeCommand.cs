using System.Collections.Immutable;
using System.CommandLine;
using Sweeper.Actors.Coordination;
using Sweeper.Host.Cluster;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper node</c>: trains on this machine for a run on another.</summary>
internal static class NodeCommand
{
    // A coordinator that starts again, or the next, takes a few seconds to answer.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10);

    public static Command Build()
    {
        var join = new Option<string>("--join") { Description = "Where the run listens (its --listen); several, by commas, are tried in turn", HelpName = "HOST:PORT", Required = true };
        var store = CommonOptions.Store();
        store.Description = "The run's store, as this machine sees it, or a folder of the node's own: then tickets go over the network";
        var devices = CommonOptions.Devices();
        var trainers = CommonOptions.Trainers("default: processes");
        var key = CommonOptions.ClusterKey();
        var listen = new Option<string?>("--listen") { Description = "Where this node is spoken to; without a host, at the address that faces the run (default: any free port there)", HelpName = "[HOST:]PORT" };
        var name = new Option<string?>("--name") { Description = "What this node is called (default: the machine's name and port)", HelpName = "NAME" };
        var leave = new Option<string?>("--leave-after") { Description = "Leave when no run has answered for so long (default: wait for one)", HelpName = "30min" };
        var command = new Command("node", "Train on this machine for a run on another that was started with --listen") { join, store, devices, trainers, key, listen, name, leave }
            .WithExamples("node --join head:7000 --store /shared/sweeps", "node --join head:7000 --store /shared/sweeps --devices cuda --cluster-key cluster.key");
        command.SetAction((parsed, _) =>
        {
            var where = DeviceList.Parse(parsed.GetValue(devices)!, CudaDriver.Gpus);
            return new NodeSession(new NodeRequest(
                Addresses(parsed.GetValue(join)!),
                parsed.GetValue(listen) is { } address ? StatusAddress.Parse("--listen", address, leastPort: 0, portAlone: "the address that faces the run") : null,
                Name(parsed.GetValue(name)), parsed.GetValue(store)!, parsed.GetValue(key), where, TrainerMode.IsProcesses(parsed.GetValue(trainers), where, onNode: true),
                parsed.GetValue(leave) is { } after ? TimeOption.Parse("--leave-after", after, ShortestWait) : null)).Run();
        });
        return command;
    }

    private static ImmutableArray<StatusAddress> Addresses(string text) => [.. text.Split(',').Select(address => StatusAddress.Parse("--join", address, leastPort: 1))];

    private static string? Name(string? name) => name is null || (TrainerId.TryParse(name, out _) && !name.Contains('/'))
        ? name
        : throw new UserException($"--name {name}: use letters, digits, and the signs : - . _");
}
