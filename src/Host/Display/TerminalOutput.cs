using System.Text;
using Spectre.Console;

namespace Sweeper.Host.Display;

/// <summary>
/// Standard error as a terminal to draw on. Once the terminal has gone away nothing is drawn and nothing fails: the thread that draws the
/// bar would take the process down.
/// </summary>
internal sealed class TerminalOutput : IAnsiConsoleOutput
{
    private readonly AnsiConsoleOutput _terminal;

    public TerminalOutput(TextWriter terminal)
    {
        _terminal = new AnsiConsoleOutput(terminal);
        Writer = new Forgiving(terminal);
    }

    public TextWriter Writer { get; }

    public bool IsTerminal => true;

    public int Width => _terminal.Width;

    public int Height => _terminal.Height;

    public void SetEncoding(Encoding encoding) => _terminal.SetEncoding(encoding);

    private sealed class Forgiving(TextWriter terminal) : TextWriter
    {
        public override Encoding Encoding => terminal.Encoding;

        public override void Write(char value) => Try(() => terminal.Write(value));

        public override void Write(string? value) => Try(() => terminal.Write(value));

        public override void Write(char[] buffer, int index, int count) => Try(() => terminal.Write(buffer, index, count));

        public override void Flush() => Try(terminal.Flush);

        private static void Try(Action write)
        {
            try
            {
                write();
            }
            catch (IOException)
            {
                // Nobody looks any more.
            }
        }
    }
}
