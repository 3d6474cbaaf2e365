namespace Sweeper.Training.Images;

/// <summary>The memory that one thread works in while it decodes, resizes and augments.</summary>
internal sealed class ImageScratch
{
    private byte[] _sized = [];

    /// <summary>The image at hand.</summary>
    public PixelBuffer Image { get; } = new();

    /// <summary>Decodes it.</summary>
    public ImageDecoder Decoder { get; } = new();

    /// <summary>Resizes it.</summary>
    public Resampler Resampler { get; } = new();

    /// <summary>Room for an image between resizing and augmentation.</summary>
    public Span<byte> Sized(int length)
    {
        if (_sized.Length < length) _sized = new byte[length];
        return _sized.AsSpan(0, length);
    }

    /// <summary>Reads and decodes an image file.</summary>
    /// <exception cref="Datasets.DatasetException">It cannot be read, or is damaged.</exception>
    public void Load(ImageFiles files, int row)
    {
        Decoder.Read(files.PathOf(row), files.Lengths[row]);
        Decoder.Decode(files.PathOf(row), files.Lengths[row], Image);
    }
}
