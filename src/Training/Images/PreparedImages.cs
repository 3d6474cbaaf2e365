using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sweeper.Training.Datasets;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;

namespace Sweeper.Training.Images;

/// <summary>
/// Brings datasets to what a stage asks for. Every image of a base is converted once a process for an input and shared by all its views;
/// the conversions live as long as the base does. Images in files are decoded once if they then take at most
/// <see cref="MostDecodedBytes"/> and no random part of them is cut out; else they stay in their files. Safe to call from several threads.
/// </summary>
internal static class PreparedImages
{
    /// <summary>How much memory the images of a split of files may take.</summary>
    internal const long MostDecodedBytes = 256 << 20;

    // By the base's own array or list of files: whoever holds that, a view or a catalog, keeps its conversions.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<(ImageGeometry, bool Centred), Lazy<byte[]>>> Conversions = [];

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
            Train = centred ? ToCut(dataset.Train, input.Geometry) : At(dataset.Train, input.Geometry, centred: false),
            Test = At(dataset.Test, input.Geometry, centred),
            Normalisation = InputNormalisation.Of(dataset.Normalisation, input.Normalisation, input.Geometry.Channels),
        };
    }

    // Training images of which parts are cut out: files stay files, pixels get the input's channels.
    private static ImageSplit ToCut(ImageSplit split, ImageGeometry input) =>
        split.Files is not null ? split : At(split, split.Geometry with { Channels = input.Channels }, centred: false);

    private static ImageSplit At(ImageSplit split, ImageGeometry geometry, bool centred)
    {
        if (split.Files is { } files && (long)files.Count * geometry.Length > MostDecodedBytes) return split;
        if (split.Files is null && split.Geometry == geometry) return split;
        var known = Conversions.GetOrCreateValue((object?)split.Files ?? split.Pixels);
        var conversion = known.GetOrAdd((geometry, centred), _ => new(() => Convert(split, geometry, centred)));
        try
        {
            return split with { Geometry = geometry, Pixels = conversion.Value, Files = null };
        }
        catch
        {
            // A file that is put right is read again by the next attempt.
            known.TryRemove(KeyValuePair.Create((geometry, centred), conversion));
            throw;
        }
    }

    private static byte[] Convert(ImageSplit split, ImageGeometry geometry, bool centred)
    {
        var transform = new ImageTransform(geometry, centred ? Augmentation.Imagenet : Augmentation.None, training: false, seed: 0);
        var count = split.Files?.Count ?? split.Pixels.Length / split.Geometry.Length;
        if ((long)count * geometry.Length > Array.MaxLength)
            throw new DatasetException($"{count:N0} images of {geometry} do not fit into one array of {Array.MaxLength:N0} bytes. Choose a smaller 'input: {{size}}'.");
        var pixels = GC.AllocateUninitializedArray<byte>(count * geometry.Length);
        Workers.ForEach(count, (i, scratch) =>
        {
            if (split.Files is { } files) scratch.Load(files, i);
            else scratch.Image.Pack(split.Pixels.AsSpan(i * split.Geometry.Length, split.Geometry.Length), split.Geometry);
            transform.Fit(scratch.Image, scratch, pixels.AsSpan(i * geometry.Length, geometry.Length));
        });
        return pixels;
    }
}
