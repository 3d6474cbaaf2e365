using System.Collections.Immutable;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Images;

/// <summary>The constants that make the pixels of an input numbers.</summary>
internal static class InputNormalisation
{
    /// <summary>Those of ImageNet's training images, as torchvision's models expect them.</summary>
    public static ImmutableArray<ChannelNormalisation> Imagenet { get; } = [new(0.485f, 0.229f), new(0.456f, 0.224f), new(0.406f, 0.225f)];

    /// <summary>
    /// One a channel. A grey dataset's constant is repeated to three channels; constants of three channels become one by the weights of
    /// <see cref="Luma"/>, the mean exactly so, the standard deviation as for channels that vary together.
    /// </summary>
    /// <param name="own">Those of the base dataset.</param>
    /// <param name="normalisation">Which are asked for.</param>
    /// <param name="channels">1 or 3.</param>
    public static ImmutableArray<ChannelNormalisation> Of(ImmutableArray<ChannelNormalisation> own, Normalisation normalisation, int channels)
    {
        ImmutableArray<ChannelNormalisation> named = normalisation switch
        {
            Normalisation.Dataset => own,
            Normalisation.Imagenet => Imagenet,
            Normalisation.Half => [new(0.5f, 0.5f)],
            Normalisation.None => [new(0, 1)],
            _ => throw new ArgumentOutOfRangeException(nameof(normalisation), normalisation, "no such normalisation"),
        };
        if (named.Length == channels) return named;
        return named.Length == 1
            ? [.. Enumerable.Repeat(named[0], channels)]
            : [new((float)Luma.Of(named[0].Mean, named[1].Mean, named[2].Mean), (float)Luma.Of(named[0].Sd, named[1].Sd, named[2].Sd))];
    }
}
