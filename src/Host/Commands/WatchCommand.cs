using System.CommandLine;
using Sweeper.Host.Serving;
using Sweeper.Host.Watching;
using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Terminals;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper watch</c>: the live console of a run in progress, from another terminal. It loads no libtorch.</summary>
internal static class WatchCommand
{
    public static Command Build()
    {
        var run = new RunOptions();
        var ascii = CommonOptions.Ascii();
        var command = run.AddTo(new Command("watch", "Show the live console of a run in progress, from another terminal; leaving it changes nothing for the run") { ascii })
            .WithExamples("watch", "watch --store /data/sweeps", "watch --at gpu-box:8080 --token @run.token");
        command.SetAction((parsed, cancel) => Watch(run.Open(parsed), parsed.GetValue(ascii), cancel));
        return command;
    }

    private static async Task<int> Watch(RemoteSource source, bool ascii, CancellationToken cancel)
    {
        using var run = source;
        try
        {
            // Before the terminal is taken: where nothing runs there is nothing to draw.
            await run.Next(0, cancel);
        }
        catch (RunUnreachableException nothing) when (!nothing.IsRunning)
        {
            throw new UserException($"nothing to watch: {nothing.Message}");
        }
        using var terminal = ControllingTerminal.Open()
            ?? throw new UserException("there is no terminal to draw on; `sweeper status` prints one reading, and `sweeper status --json` one for programs");
        using var console = new LiveConsole(run, terminal, ConsoleStyle.Detect(ascii, Environment.GetEnvironmentVariable, TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.UtcNow)), TimeProvider.System);
        console.Start(endsBySignal: true);
        await console.Ended;
        return ExitCode.Done;
    }
}
