using System.Buffers.Binary;
using System.Text;

namespace Sweeper.Host.Watching.Terminals;

/// <summary>
/// The terminal that this process was started from, whatever its standard streams are. Keys come as raw bytes and not through
/// <see cref="Console.ReadKey(bool)"/>: that shows what is typed between two calls, and cannot be told to stop waiting.
/// </summary>
internal sealed class ControllingTerminal : ITerminal, IDisposable
{
    private const uint Canonical = 2;
    private const uint Echo = 8;
    private const int ReadTime = 5;
    private const int ReadLeast = 6;
    private const int Suspend = 10;
    private const byte CtrlL = 0x0c;

    // The other screen, no cursor, and no new line at the right edge; and the reverse.
    private const string Take = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";
    private const string GiveBack = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

    private readonly FileStream _stream;
    private readonly byte[] _before;
    private readonly Lock _lock = new();
    private bool _isEntered;
    private bool _wasAway;

    private ControllingTerminal(FileStream stream, byte[] before) => (_stream, _before) = (stream, before);

    /// <summary>Columns and lines as they are now; 80 and 24 where the terminal does not say.</summary>
    public (int Width, int Height) Size => TerminalCalls.Size(File) ?? (80, 24);

    // A shell can take it away for a while (stop, bg, fg); a process that touches it then is stopped.
    private bool IsOurs => TerminalCalls.IsForeground(File);

    private int File => (int)_stream.SafeFileHandle.DangerousGetHandle();

    /// <summary>The terminal; null where there is none, or its keys go to another process than this.</summary>
    public static ControllingTerminal? Open()
    {
        try
        {
            var stream = new FileStream("/dev/tty", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            var file = (int)stream.SafeFileHandle.DangerousGetHandle();
            if (TerminalCalls.IsForeground(file) && TerminalCalls.Attributes(file) is { } before) return new(stream, before);
            stream.Dispose();
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            // Started by a scheduler or a service: there is nobody to look.
        }
        return null;
    }

    public void Enter()
    {
        lock (_lock)
        {
            _isEntered = true;
            if (!IsOurs) return;
            var raw = (byte[])_before.Clone();
            var flags = raw.AsSpan(TerminalCalls.LocalFlags);
            BinaryPrimitives.WriteUInt32LittleEndian(flags, BinaryPrimitives.ReadUInt32LittleEndian(flags) & ~(Canonical | Echo));
            // Ctrl-C stays a signal. Ctrl-Z would stop the sweep with the console.
            (raw[TerminalCalls.Characters + ReadTime], raw[TerminalCalls.Characters + ReadLeast], raw[TerminalCalls.Characters + Suspend]) = (0, 1, 0);
            TerminalCalls.SetAttributes(File, raw);
            Put(Take);
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (!_isEntered) return;
            _isEntered = false;
            if (!IsOurs) return;
            try
            {
                Put(GiveBack);
            }
            catch (IOException)
            {
                // It has gone away: there is no screen to give back.
            }
            TerminalCalls.SetAttributes(File, _before);
        }
    }

    public void Write(string text)
    {
        lock (_lock)
        {
            // A frame that comes after leaving would be drawn over what others write.
            if (_isEntered && IsOurs) Put(text);
        }
    }

    public int? Read(Span<byte> bytes, TimeSpan wait)
    {
        if (!IsOurs)
        {
            _wasAway = true;
            Thread.Sleep(wait);
            return 0;
        }
        if (_wasAway)
        {
            // Back from the shell: the terminal is as the shell left it.
            _wasAway = false;
            lock (_lock)
            {
                if (!_isEntered) return 0;
                Enter();
            }
            bytes[0] = CtrlL;
            return 1;
        }
        // Asked again: it may have been taken away meanwhile.
        if (!TerminalCalls.IsReadable(File, wait) || !IsOurs) return 0;
        var count = _stream.Read(bytes);
        return count == 0 ? null : count;
    }

    public void Dispose()
    {
        Leave();
        _stream.Dispose();
    }

    private void Put(string text) => _stream.Write(Encoding.UTF8.GetBytes(text));
}
