using System.CommandLine;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper run</c>: trains what is missing, and ends with a table.</summary>
internal static class RunCommand
{
    public static Command Build()
    {
        var spec = new Argument<string>("SPEC") { Description = "The sweep file" };
        var store = CommonOptions.Store();
        var devices = new Option<string>("--devices") { Description = "Where to train; cpu is one trainer a core, cuda one a GPU", HelpName = "cpu|cpu:N|cuda|cuda:0,1", DefaultValueFactory = _ => "cpu" };
        var console = CommonOptions.Choice("--console", "How progress is shown; auto is live on a terminal and plain elsewhere", "auto", "live", "plain", "json", "none");
        var ascii = CommonOptions.Ascii();
        var status = new Option<string?>("--status") { Description = "Serve the status page and endpoint on a network port too; a port alone is for this machine", HelpName = "[HOST:]PORT" };
        var huge = new Option<bool>("--huge") { Description = $"Allow more than {PlanSize.MostCells:N0} cells" };
        var command = new Command("run", "Train what a sweep is missing; start it again at any time, finished work is kept") { spec, store, devices, console, ascii, status, huge }
            .WithExamples("run sweeps/quickstart.yaml", "run my.yaml --devices cuda --store /data/sweeps", "run my.yaml --console plain 2> run.log", "run my.yaml --status 8080");
        command.SetAction((parsed, _) => new RunSession(new RunRequest(
            parsed.GetValue(spec)!, parsed.GetValue(store)!, DeviceList.Parse(parsed.GetValue(devices)!, CudaDriver.Gpus), parsed.GetValue(console)!, parsed.GetValue(ascii),
            parsed.GetValue(status) is { } address ? StatusAddress.Parse("--status", address, leastPort: 0) : null, parsed.GetValue(huge))).Run());
        return command;
    }
}
