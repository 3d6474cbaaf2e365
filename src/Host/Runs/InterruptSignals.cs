using System.Runtime.InteropServices;

namespace Sweeper.Host.Runs;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP: the first asks the sweep to end (no new work, trainings in flight are dropped), a second ends the process
/// at once. A terminal that closes hangs up more than once (its kernel does, and its shell), and that hastens nothing.
/// </summary>
internal sealed class InterruptSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action _interrupt;
    private readonly Action _end;
    private readonly Action<string> _say;
    private readonly string _consequence;
    private int _received;

    /// <summary>Listens until disposal.</summary>
    /// <param name="interrupt">Asks the sweep to end.</param>
    /// <param name="end">Ends the process at once.</param>
    /// <param name="say">Tells the user.</param>
    /// <param name="consequence">What the first signal means for the work in hand.</param>
    public InterruptSignals(Action interrupt, Action end, Action<string> say, string consequence = "dropping the trainings in flight, keeping finished work")
    {
        (_interrupt, _end, _say, _consequence) = (interrupt, end, say, consequence);
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Receive(signal);
            }));
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    /// <summary>A signal has come.</summary>
    internal void Receive(PosixSignal signal)
    {
        if (Interlocked.Increment(ref _received) == 1)
        {
            // The deed before the word: after a hang-up there is no terminal to speak to.
            _interrupt();
            _say($"interrupted: {_consequence} (once more ends at once)");
            return;
        }
        if (signal == PosixSignal.SIGHUP) return;
        _say("interrupted twice: ending at once; finished work is kept");
        _end();
    }
}
