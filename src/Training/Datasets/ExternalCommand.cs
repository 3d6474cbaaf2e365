using System.ComponentModel;
using System.Diagnostics;

namespace Sweeper.Training.Datasets;

/// <summary>Runs one of the system's commands to its end.</summary>
internal static class ExternalCommand
{
    /// <summary>Runs a command with messages in English; returns its exit code and what it wrote to both streams.</summary>
    /// <exception cref="Win32Exception">There is no such command.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the command and its children are killed.</exception>
    public static (int ExitCode, string Output) Run(string command, IEnumerable<string> arguments, string folder, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start) ?? throw new Win32Exception($"{command} could not be started");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using (cancel.Register(() => process.Kill(entireProcessTree: true))) process.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        return (process.ExitCode, errors.GetAwaiter().GetResult() + output.GetAwaiter().GetResult());
    }
}
