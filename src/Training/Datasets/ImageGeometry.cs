namespace Sweeper.Training.Datasets;

/// <summary>The shape of one image: channels x height x width; height and width are 0 where images differ in size.</summary>
public readonly record struct ImageGeometry(int Channels, int Height, int Width)
{
    /// <summary>Values in one image.</summary>
    public int Length => Channels * Height * Width;

    /// <summary>Whether all images have one size.</summary>
    public bool HasSize => Height > 0 && Width > 0;

    /// <inheritdoc/>
    public override string ToString() => HasSize ? $"{Channels}x{Height}x{Width}" : $"{Channels} channels in several sizes";
}
