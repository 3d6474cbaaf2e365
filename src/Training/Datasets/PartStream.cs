namespace Sweeper.Training.Datasets;

/// <summary>The next bytes of a stream, no more than so many; reading forward only. It does not close the stream.</summary>
/// <param name="whole">The stream; read by nobody else while this one is.</param>
/// <param name="length">The bytes at most.</param>
internal sealed class PartStream(Stream whole, long length) : Stream
{
    /// <summary>The bytes that may still be read; the stream can end before.</summary>
    public long Remaining { get; private set; } = length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads to the end of the part and forgets it; false where the stream ended before.</summary>
    public bool Skip()
    {
        Span<byte> forgotten = stackalloc byte[4096];
        while (Remaining > 0)
        {
            if (Read(forgotten) == 0) return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length > Remaining) buffer = buffer[..(int)Remaining];
        var read = buffer.IsEmpty ? 0 : whole.Read(buffer);
        Remaining -= read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
