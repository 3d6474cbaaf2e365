namespace Sweeper.Training.Datasets;

/// <summary>The shape of one image: channels x height x width.</summary>
public readonly record struct ImageGeometry(int Channels, int Height, int Width)
{
    /// <summary>Values in one image.</summary>
    public int Length => Channels * Height * Width;

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
