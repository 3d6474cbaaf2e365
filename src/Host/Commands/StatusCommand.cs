using System.CommandLine;
using System.Text.Json;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Serving;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper status</c>: how the run of a store stands in this moment. It loads no libtorch.</summary>
internal static class StatusCommand
{
    public static Command Build()
    {
        var run = new RunOptions();
        var json = new Option<bool>("--json") { Description = "Print the snapshot as one object (docs/status.md)" };
        var once = new Option<bool>("--once") { Description = "One reading, which is what it does without this, too" };
        var command = run.AddTo(new Command("status", "Print how a run in progress stands: one reading") { json, once })
            .WithExamples("status", "status --json --store /data/sweeps", "status --at gpu-box:8080 --token @run.token");
        command.SetAction((parsed, cancel) => Read(run.Open(parsed), parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> Read(RemoteSource source, bool asJson, CancellationToken cancel)
    {
        using var run = source;
        try
        {
            var snapshot = await run.Next(0, cancel);
            if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(snapshot, StatusJson.Page.SweepSnapshot));
            else StatusText.Write(Console.Out, snapshot);
        }
        catch (RunUnreachableException nothing) when (!nothing.IsRunning)
        {
            // That nothing runs is an answer, not a mistake.
            if (asJson) Console.Out.WriteLine($"{{\n  \"version\": {SweepSnapshot.CurrentVersion},\n  \"state\": \"none\"\n}}");
            else Console.Out.WriteLine(TerminalText.Clean(nothing.Message));
        }
        return ExitCode.Done;
    }
}
