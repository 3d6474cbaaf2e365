namespace Sweeper.Training.Images;

/// <summary>A rectangle of an image, in whole pixels.</summary>
internal readonly record struct Frame(int Top, int Left, int Height, int Width)
{
    /// <summary>All of an image.</summary>
    public static Frame Whole(int height, int width) => new(0, 0, height, width);
}
