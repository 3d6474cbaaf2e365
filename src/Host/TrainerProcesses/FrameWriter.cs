using System.Text;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>Writes frames, one at a time. Safe to use from several threads.</summary>
/// <param name="stream">Where to.</param>
internal sealed class FrameWriter(Stream stream)
{
    private readonly Lock _one = new();

    /// <summary>Writes one.</summary>
    /// <exception cref="FrameException">It would be too long; nothing was written.</exception>
    /// <exception cref="IOException">Nobody reads any more.</exception>
    public void Write(FrameKind kind, ReadOnlySpan<byte> payload = default)
    {
        lock (_one) Frame.Write(stream, kind, payload);
    }

    /// <summary>Writes one that carries text.</summary>
    public void Write(FrameKind kind, string text) => Write(kind, Encoding.UTF8.GetBytes(text));
}
