using System.Runtime.InteropServices;

namespace Sweeper.Host.Runs;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP: the first asks the sweep to end (no new work, trainings in flight are dropped), a second ends the process
/// at once.
/// </summary>
internal sealed class InterruptSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action _interrupt;
    private readonly Action<string> _say;
    private int _received;

    public InterruptSignals(Action interrupt, Action<string> say)
    {
        (_interrupt, _say) = (interrupt, say);
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) > 1)
        {
            _say("interrupted twice: ending at once; finished work is kept");
            // Past every finalizer and shutdown hook: the store is whole at any moment.
            Environment.Exit(ExitCode.Interrupted);
        }
        _say("interrupted: dropping the trainings in flight, keeping finished work (once more ends at once)");
        _interrupt();
    }
}
