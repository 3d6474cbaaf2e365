using System.Diagnostics;
using System.Text;
using Sweeper.Host.Watching.Terminals;

namespace Sweeper.Bench.Consoles;

/// <summary>A terminal of 200 x 50 in memory that nobody types on; it counts what a console draws.</summary>
internal sealed class CountingTerminal : ITerminal
{
    private readonly List<Frame> _frames = [];

    public (int Width, int Height) Size => (200, 50);

    public void Enter()
    {
    }

    public void Leave()
    {
    }

    public void Write(string text)
    {
        // The console's own thread writes, so its clock says what drawing has taken so far.
        var frame = new Frame((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency, Encoding.UTF8.GetByteCount(text), ThreadClock.Seconds());
        lock (_frames) _frames.Add(frame);
    }

    public int? Read(Span<byte> bytes, TimeSpan wait)
    {
        Thread.Sleep(wait);
        return 0;
    }

    /// <summary>What was drawn since a moment.</summary>
    /// <param name="since">By <see cref="Cost.Now"/>'s clock, in seconds.</param>
    public IReadOnlyList<Frame> Since(double since)
    {
        lock (_frames) return [.. _frames.Where(frame => frame.At >= since)];
    }

    /// <summary>A frame that was drawn.</summary>
    /// <param name="At">When, in seconds.</param>
    /// <param name="Bytes">Bytes written.</param>
    /// <param name="DrawingSeconds">Processor time of the drawing thread since its start, in seconds.</param>
    internal readonly record struct Frame(double At, int Bytes, double DrawingSeconds);
}
