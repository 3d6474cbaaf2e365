using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sweeper.Training.Datasets;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;

namespace Sweeper.Training.Images;

/// <summary>
/// Brings datasets to what a stage asks for. Every image of a base is converted once a process for an input and shared by all its views;
/// the conversions live as long as the base's pixels do. Safe to call from several threads.
/// </summary>
internal static class PreparedImages
{
    // By the base's own array: whoever holds that, a view or a catalog, keeps its conversions.
    private static readonly ConditionalWeakTable<byte[], ConcurrentDictionary<(ImageGeometry, bool Centred), Lazy<byte[]>>> Conversions = [];

    /// <summary>
    /// The dataset with constants and images as the stage asks for: at the input's shape, except training images of which random parts are
    /// cut out (augmentation <c>imagenet</c>), which only get the input's channels.
    /// </summary>
    /// <exception cref="DatasetException">The images have channels that cannot be brought to the input's.</exception>
    public static Dataset For(Dataset dataset, StageSpec stage)
    {
        var (input, augmentation) = (stage.Input, stage.Recipe.Augmentation);
        var native = dataset.Train.Geometry;
        if (native.Channels != input.Geometry.Channels && (native.Channels, input.Geometry.Channels) is not ((1, 3) or (3, 1)))
            throw new DatasetException(
                $"dataset {dataset.Ref.Text}: its images have {native.Channels} channels, which cannot be brought to {input.Geometry.Channels}. Use 'input: {{channels: native}}'.");
        var centred = augmentation == Augmentation.Imagenet;
        return dataset with
        {
            Train = At(dataset.Train, centred ? native with { Channels = input.Geometry.Channels } : input.Geometry, centred: false),
            Test = At(dataset.Test, input.Geometry, centred),
            Normalisation = InputNormalisation.Of(dataset.Normalisation, input.Normalisation, input.Geometry.Channels),
        };
    }

    private static ImageSplit At(ImageSplit split, ImageGeometry geometry, bool centred)
    {
        if (split.Geometry == geometry) return split;
        var known = Conversions.GetOrCreateValue(split.Pixels);
        return split with { Geometry = geometry, Pixels = known.GetOrAdd((geometry, centred), _ => new(() => Convert(split, geometry, centred))).Value };
    }

    private static byte[] Convert(ImageSplit split, ImageGeometry geometry, bool centred)
    {
        var transform = new ImageTransform(geometry, centred ? Augmentation.Imagenet : Augmentation.None, training: false, seed: 0);
        var scratch = new ImageScratch();
        var count = split.Pixels.Length / split.Geometry.Length;
        if ((long)count * geometry.Length > Array.MaxLength)
            throw new DatasetException($"{count:N0} images of {geometry} do not fit into one array of {Array.MaxLength:N0} bytes. Choose a smaller 'input: {{size}}'.");
        var pixels = GC.AllocateUninitializedArray<byte>(count * geometry.Length);
        for (var i = 0; i < count; i++)
        {
            scratch.Image.Pack(split.Pixels.AsSpan(i * split.Geometry.Length, split.Geometry.Length), split.Geometry);
            transform.Fit(scratch.Image, scratch, pixels.AsSpan(i * geometry.Length, geometry.Length));
        }
        return pixels;
    }
}
