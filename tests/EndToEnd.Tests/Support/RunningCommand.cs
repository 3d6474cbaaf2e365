using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Sweeper.EndToEnd.Tests.Support;

/// <summary>The real command as a child process.</summary>
internal sealed class RunningCommand : IDisposable
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    /// <param name="workplace">Where it runs.</param>
    /// <param name="arguments">What follows the command's name.</param>
    /// <param name="into">A program before it that becomes it, with its arguments; none is needed mostly.</param>
    public RunningCommand(Workplace workplace, IEnumerable<string> arguments, params IReadOnlyList<string> into)
    {
        var start = new ProcessStartInfo(into is [var program, ..] ? program : Repository.Command) { WorkingDirectory = workplace.Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in into.Count == 0 ? arguments : [.. into.Skip(1), Repository.Command, .. arguments]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in workplace.Environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The launcher ends in exec: this is the program itself once it prints something.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString();
        }
    }

    public void Signal(int number) => Assert.Equal(0, Kill(_process.Id, number));

    /// <summary>Signals one that may have ended a moment ago: numbers of processes are not given again so soon.</summary>
    public void TrySignal(int number) => _ = Kill(_process.Id, number);

    /// <summary>Waits until something is so; fails when the command ends before, or after three minutes: a busy machine is slow.</summary>
    public void WaitUntil(string what, Func<bool> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.False(_process.HasExited, $"the command ended before {what}\n{Errors}");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), $"three minutes have passed before {what}\n{Errors}");
            Thread.Sleep(50);
        }
    }

    /// <param name="longest">How long it may take; null is five minutes.</param>
    public CommandResult WaitForExit(TimeSpan? longest = null)
    {
        var patience = longest ?? LongestRun;
        if (!_process.WaitForExit(patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"the command still runs after {patience}\n{Errors}");
        }
        _process.WaitForExit();
        lock (_output) return new(_process.ExitCode, _output.ToString(), Errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
