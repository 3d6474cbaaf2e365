using System.CommandLine;
using Sweeper.Host.Display;
using Sweeper.Host.Serving;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper pause</c>, <c>resume</c> and <c>cancel</c>: tell a run in progress what to do, from another terminal.</summary>
internal static class ControlCommands
{
    public static Command Pause() => Build(
        "pause", "Let the trainings of a run in progress end their epoch and hold; nothing new starts", ControlAction.Pause, "nothing to pause");

    public static Command Resume() => Build("resume", "Let a paused run go on", ControlAction.Resume, "nothing to resume");

    public static Command Cancel() => Build(
        "cancel", "End a run in progress, as Ctrl-C in its terminal does; finished work is kept", ControlAction.Cancel, "nothing to cancel");

    private static Command Build(string name, string what, ControlAction action, string otherwise)
    {
        var run = new RunOptions();
        var command = run.AddTo(new Command(name, what)).WithExamples(name, $"{name} --store /data/sweeps", $"{name} --at gpu-box:8080 --token @run.token");
        command.SetAction((parsed, cancel) => Tell(run.Open(parsed), action, otherwise, cancel));
        return command;
    }

    private static async Task<int> Tell(RemoteSource source, ControlAction action, string otherwise, CancellationToken cancel)
    {
        using var run = source;
        try
        {
            StandardError.Say(await run.Control(action, cancel));
            return ExitCode.Done;
        }
        catch (RunUnreachableException nothing) when (!nothing.IsRunning)
        {
            throw new UserException($"{otherwise}: {nothing.Message}");
        }
    }
}
