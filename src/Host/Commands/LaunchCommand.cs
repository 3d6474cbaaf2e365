using System.CommandLine;
using System.Net;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Host.Cluster;
using Sweeper.Host.Launching;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Host.Specs;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper launch</c>: a run and its nodes, started, kept going and ended together.</summary>
internal static class LaunchCommand
{
    public static Command Build()
    {
        var cluster = new Argument<string>("CLUSTER") { Description = "The cluster file: where nodes are, and how they are started" };
        var spec = new Argument<string>("SPEC") { Description = "The sweep file" };
        var store = CommonOptions.Store();
        var dry = new Option<bool>("--dry-run") { Description = "Print every command that would be run, for a shell, and do nothing" };
        var console = CommonOptions.Console();
        var ascii = CommonOptions.Ascii();
        var status = CommonOptions.Status();
        var database = CommonOptions.ResultsDatabase();
        var huge = CommonOptions.Huge();
        var command = new Command("launch", "Start a run and its nodes, here or on other machines, keep them going, and end them together") { cluster, spec, store, dry, console, ascii, status, database, huge }
            .WithExamples("launch sweeps/clusters/local.yaml sweeps/quickstart.yaml", "launch sweeps/clusters/ssh.yaml my.yaml --store /data/sweeps --dry-run", "launch my-cluster.yaml my.yaml --store /data/sweeps --console plain 2> run.log");
        command.SetAction(async (parsed, _) =>
        {
            var path = parsed.GetValue(cluster)!;
            var file = ClusterFileReader.ReadFile(path);
            var folder = parsed.GetValue(store)!;
            var listen = file.Listen ?? new StatusAddress(IPAddress.Loopback.ToString(), FreePort.Next());
            var where = file.CoordinatorDevices == ClusterFile.NoDevices ? [] : DeviceList.Parse(file.CoordinatorDevices, CudaDriver.Gpus);
            var request = new RunRequest(
                parsed.GetValue(spec)!, folder, where,
                parsed.GetValue(console)!, parsed.GetValue(ascii),
                parsed.GetValue(status) is { } address ? StatusAddress.Parse("--status", address, leastPort: 0) : null,
                Listening: null, parsed.GetValue(database) is { } at ? PostgresAddress.FromOption("--results-db", at) : null, parsed.GetValue(huge))
            {
                InProcesses = TrainerMode.IsProcesses(null, where, onNode: false),
                Options = CommonOptions.Given(parsed, status),
            };
            var site = new LaunchSite(Environment.ProcessPath!, path, folder, Listening.PlaceOf(listen));
            var provider = ClusterProviders.For(file, site);
            // What is wrong with the sweep is said before anything is started.
            var paths = DatasetPaths.FromEnvironment();
            PlanSize.Check([new SpecFiles(new DatasetCatalog(paths), paths).Read(request.SpecPath)[0].Spec], request.Huge);
            if (parsed.GetValue(dry))
            {
                Console.Out.Write(LaunchScript.Of(site, RunArguments(request, file, listen, parsed.GetValue(status), parsed.GetValue(database)), provider.Nodes));
                return ExitCode.Done;
            }
            provider.Check();
            return await Launch(request with { Cluster = path }, listen, site, provider);
        });
        return command;
    }

    private static async Task<int> Launch(RunRequest request, StatusAddress listen, LaunchSite site, IClusterProvider provider)
    {
        using var key = ClusterKey.LoadOrCreate(site.KeyFile);
        var notices = new RunNotices();
        var session = new LaunchSession(provider.Nodes, new ProcessStarter(), provider.Remedy, request.Devices.Count > 0, notices.Say, TimeProvider.System);
        return await session.Run(stop => new RunSession(request with { Listening = new Listening(listen, key, site.KeyFile), Notices = notices, Stop = stop }).Run());
    }

    private static IEnumerable<string> RunArguments(RunRequest request, ClusterFile file, StatusAddress listen, string? status, string? database) =>
    [
        "run", request.SpecPath, "--store", request.StoreFolder, "--listen", listen.Url.Authority, "--devices", file.CoordinatorDevices, "--console", request.Console,
        .. request.Ascii ? (string[])["--ascii"] : [], .. status is null ? (string[])[] : ["--status", status],
        .. database is null ? (string[])[] : ["--results-db", database], .. request.Huge ? (string[])["--huge"] : [],
    ];
}
