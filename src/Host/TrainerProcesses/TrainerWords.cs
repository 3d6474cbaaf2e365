using System.Diagnostics;
using System.Text;
using Sweeper.Host.Display;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>What a trainer's process writes for people: line by line to them, with its name, and never too much.</summary>
/// <param name="device">The trainer's device.</param>
/// <param name="say">Tells people.</param>
internal sealed class TrainerWords(string device, Action<string> say)
{
    private const int LongestLine = 400;
    private const int MostLines = 50;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private long _since = Stopwatch.GetTimestamp();
    private int _lines;

    /// <summary>The last line; null before there is one.</summary>
    public string? Last { get; private set; }

    /// <summary>Reads to the end.</summary>
    public void Read(Stream stream)
    {
        var line = new StringBuilder();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        for (int read; (read = reader.Read()) >= 0;)
        {
            if (read == '\n') End(line);
            else if (line.Length < LongestLine) line.Append((char)read);
        }
        End(line);
    }

    private void End(StringBuilder text)
    {
        var line = TerminalText.Clean(text.ToString().TrimEnd());
        text.Clear();
        if (line.Length == 0) return;
        Last = line;
        if (Stopwatch.GetElapsedTime(_since) > Window) (_since, _lines) = (Stopwatch.GetTimestamp(), 0);
        if (++_lines <= MostLines) say($"trainer {device}: {line}");
        else if (_lines == MostLines + 1) say($"trainer {device}: it writes more than {MostLines} lines a minute; the others are not shown");
    }
}
