namespace Sweeper.Training.Datasets;

/// <summary>What a sweep asks images to be brought to; null leaves a property as the dataset has it.</summary>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Size">Height and width in pixels.</param>
/// <param name="Normalisation">The constants that make pixels numbers.</param>
public sealed record InputSpec(int? Channels, int? Size, Normalisation Normalisation)
{
    /// <summary>Every dataset as it is.</summary>
    public static InputSpec Native { get; } = new(null, null, Normalisation.Dataset);

    /// <summary>What it means for a dataset.</summary>
    public StageInput For(ImageGeometry native) =>
        new(new(Channels ?? native.Channels, Size ?? native.Height, Size ?? native.Width), Normalisation);
}
