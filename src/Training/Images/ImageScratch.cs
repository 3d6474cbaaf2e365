namespace Sweeper.Training.Images;

/// <summary>The memory that one thread works in while it decodes, resizes and augments.</summary>
internal sealed class ImageScratch
{
    private byte[] _sized = [];

    /// <summary>The image at hand.</summary>
    public PixelBuffer Image { get; } = new();

    /// <summary>Resizes it.</summary>
    public Resampler Resampler { get; } = new();

    /// <summary>Room for an image between resizing and augmentation.</summary>
    public Span<byte> Sized(int length)
    {
        if (_sized.Length < length) _sized = new byte[length];
        return _sized.AsSpan(0, length);
    }
}
