using System.Runtime.InteropServices;

namespace Sweeper.Host.Watching.Terminals;

/// <summary>Gives a terminal back when the process ends by another way than through the console: at exit, by an exception, by a signal.</summary>
internal sealed class TerminalGuard : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly ITerminal _terminal;

    /// <summary>Guards until disposal.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="endsBySignal">Whether signals end the process as they do by default; where something else handles them, it says when the console ends.</param>
    /// <param name="continued">What is done when the process goes on after it was stopped.</param>
    public TerminalGuard(ITerminal terminal, bool endsBySignal, Action continued)
    {
        _terminal = terminal;
        AppDomain.CurrentDomain.ProcessExit += Ended;
        AppDomain.CurrentDomain.UnhandledException += Ended;
        if (OperatingSystem.IsLinux()) _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => continued()));
        PosixSignal[] ending = endsBySignal ? [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT] : [PosixSignal.SIGQUIT];
        foreach (var signal in ending) _registrations.Add(PosixSignalRegistration.Create(signal, _ => _terminal.Leave()));
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Ended;
        AppDomain.CurrentDomain.UnhandledException -= Ended;
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Ended(object? sender, EventArgs how) => _terminal.Leave();
}
