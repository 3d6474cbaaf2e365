using System.CommandLine;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Host.Cluster;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper run</c>: trains what is missing, and ends with a table.</summary>
internal static class RunCommand
{
    public static Command Build()
    {
        var spec = new Argument<string>("SPEC") { Description = "The sweep file" };
        var store = CommonOptions.Store();
        var devices = CommonOptions.Devices();
        devices.Description += "; none, with --listen, is nowhere but on nodes";
        var trainers = CommonOptions.Trainers("default: processes on cuda, threads on cpu");
        var console = CommonOptions.Console();
        var ascii = CommonOptions.Ascii();
        var status = CommonOptions.Status();
        var listen = new Option<string?>("--listen") { Description = "Let nodes of other machines train too (`sweeper node --join HOST:PORT`)", HelpName = "[HOST:]PORT" };
        var key = CommonOptions.ClusterKey();
        var database = CommonOptions.ResultsDatabase();
        var huge = CommonOptions.Huge();
        var command = new Command("run", "Train what a sweep is missing; start it again at any time, finished work is kept") { spec, store, devices, trainers, console, ascii, status, listen, key, database, huge }
            .WithExamples("run sweeps/quickstart.yaml", "run my.yaml --devices cuda --store /data/sweeps", "run my.yaml --console plain 2> run.log", "run my.yaml --status 8080", "run my.yaml --store /shared/sweeps --listen head:7000 --devices none", "run my.yaml --store /shared/sweeps --results-db @results-db --listen head:7000");
        command.Validators.Add(given =>
        {
            if (given.GetResult(key) is not null && given.GetResult(listen) is null) given.AddError("--cluster-key goes with --listen: a run alone lets nobody in");
        });
        command.SetAction(async (parsed, _) =>
        {
            var folder = parsed.GetValue(store)!;
            var keyFile = parsed.GetValue(key) ?? Path.Combine(folder, ClusterKey.FileName);
            using var clusterKey = parsed.GetValue(listen) is null ? null : ClusterKey.LoadOrCreate(keyFile);
            var where = Devices(parsed.GetValue(devices)!, clusterKey);
            return await new RunSession(new RunRequest(
                parsed.GetValue(spec)!, folder, where, parsed.GetValue(console)!, parsed.GetValue(ascii),
                parsed.GetValue(status) is { } address ? StatusAddress.Parse("--status", address, leastPort: 0) : null,
                clusterKey is null ? null : new Listening(StatusAddress.Parse("--listen", parsed.GetValue(listen)!, leastPort: 1), clusterKey, keyFile),
                parsed.GetValue(database) is { } file ? PostgresAddress.FromOption("--results-db", file) : null, parsed.GetValue(huge))
            {
                InProcesses = TrainerMode.IsProcesses(parsed.GetValue(trainers), where, onNode: false),
                Options = CommonOptions.Given(parsed, devices, trainers, status, listen, key),
            }).Run();
        });
        return command;
    }

    private static IReadOnlyList<ComputeDevice> Devices(string text, ClusterKey? clusterKey) =>
        text != "none" ? DeviceList.Parse(text, CudaDriver.Gpus) : clusterKey is not null ? [] : throw new UserException("--devices none goes with --listen: somebody has to train");
}
