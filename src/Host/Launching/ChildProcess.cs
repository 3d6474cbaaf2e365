using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sweeper.Host.Launching;

/// <summary>A child process that leads a session of its own, so that it and its children are one group.</summary>
internal sealed class ChildProcess : INodeProcess
{
    private const int KillSignal = 9;

    // What it has started may hold its output open; nobody waits for that.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    /// <param name="command">The command; its first word makes it lead a session (<c>setsid</c>).</param>
    /// <param name="log">Who hears its lines.</param>
    /// <exception cref="UserException">It cannot be started, or its input not be read.</exception>
    public ChildProcess(HostCommand command, NodeLog log)
    {
        var input = command.InputFile is { } file ? Read(file) : null;
        var start = new ProcessStartInfo(command.Words[0], command.Words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Exited += (_, _) => exited.TrySetResult();
        _process.OutputDataReceived += (_, line) => log.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        try
        {
            _process.Start();
        }
        catch (Win32Exception failure)
        {
            _process.Dispose();
            throw new UserException($"{command.Words[0]} cannot be started: {failure.Message}");
        }
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ended = End(exited.Task);
        if (input is not null) Feed(input);
    }

    /// <inheritdoc/>
    public Task<int> Ended { get; }

    /// <inheritdoc/>
    public void AskToEnd()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended.
        }
    }

    /// <inheritdoc/>
    public void Kill()
    {
        // Not ended yet means not waited for either: the number is still its own.
        if (!_process.HasExited) _ = Signal(-_process.Id, KillSignal);
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task<int> End(Task exited)
    {
        await exited;
        using var enough = new CancellationTokenSource(LastWords);
        try
        {
            await _process.WaitForExitAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
        }
        return _process.ExitCode;
    }

    // Before anything is started: a process whose input is missing would only see one that is empty.
    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file} cannot be read: {failure.Message.TrimEnd('.')}; it must be there as long as nodes are started");
        }
    }

    private void Feed(byte[] input)
    {
        try
        {
            _process.StandardInput.BaseStream.Write(input);
        }
        catch (IOException)
        {
            // It has ended before it has read all; its exit code says why.
        }
        AskToEnd();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
