using System.CommandLine;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper trainer</c>, which runs and nodes start: trains on one device for the process that has started it, through its input and output.</summary>
internal static class TrainerCommand
{
    public static Command Build()
    {
        var device = new Option<string>("--device") { Description = "The device", HelpName = "cpu:N|cuda:N", Required = true };
        var command = new Command(TrainerProgram.Command, "Train for the run or the node that has started this process") { device };
        command.Hidden = true;
        command.SetAction((parsed, _) =>
        {
            if (!Console.IsInputRedirected) throw new UserException("`sweeper trainer` is started by `sweeper run` and `sweeper node`, which speak with it");
            return Task.FromResult(TrainerProcess.Run(Device(parsed.GetValue(device)!)));
        });
        return command;
    }

    private static ComputeDevice Device(string name) => ComputeDevice.TryParse(name, out var device) ? device : throw new UserException($"--device {name}: use cpu:N or cuda:N");
}
