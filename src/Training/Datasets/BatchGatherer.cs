using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Sweeper.Training.Datasets;

/// <summary>
/// Gathers a batch from a split: images as floats, each byte b brought to (b/255 - mean) / sd, and labels. One multiplication and one
/// addition a value, each rounded, so every vector width gives the same bits. Has no state that changes: threads can share it.
/// </summary>
/// <param name="normalisation">One a channel.</param>
public sealed class BatchGatherer(ImmutableArray<ChannelNormalisation> normalisation)
{
    private const int ImagesAhead = 2;
    private const int CacheLine = 64;

    /// <summary>What a byte is multiplied with, and what is then added, a channel.</summary>
    internal IReadOnlyList<(float Scale, float Offset)> Constants => _affine;

    private readonly (float Scale, float Offset)[] _affine = [.. normalisation.Select(channel =>
        ((float)(1 / (255.0 * channel.Sd)), (float)(-(double)channel.Mean / channel.Sd)))];

    /// <summary>Writes the images at the positions of a split, batch x channels x height x width.</summary>
    /// <exception cref="ArgumentException">The batch has another length, or the split another number of channels.</exception>
    /// <exception cref="IndexOutOfRangeException">A position is not in the split.</exception>
    public void Images(ImageSplit split, ReadOnlySpan<int> positions, Span<float> batch)
    {
        var geometry = split.Geometry;
        Check(geometry, positions.Length, batch.Length);
        var plane = geometry.Height * geometry.Width;
        for (var i = 0; i < positions.Length; i++)
        {
            if (i + ImagesAhead < positions.Length) Prefetch(split.Image(positions[i + ImagesAhead]));
            var image = split.Image(positions[i]);
            foreach (var (scale, offset) in _affine)
            {
                Affine(image[..plane], batch[..plane], scale, offset);
                image = image[plane..];
                batch = batch[plane..];
            }
        }
    }

    /// <summary>Writes images that lie one after the other: the same numbers for the same bytes.</summary>
    /// <exception cref="ArgumentException">The batch has another length, or the images another number of channels.</exception>
    public void Images(ReadOnlySpan<byte> images, ImageGeometry geometry, Span<float> batch)
    {
        Check(geometry, images.Length / geometry.Length, batch.Length);
        var plane = geometry.Height * geometry.Width;
        for (var channel = 0; images.Length > 0; channel = (channel + 1) % _affine.Length)
        {
            Affine(images[..plane], batch[..plane], _affine[channel].Scale, _affine[channel].Offset);
            images = images[plane..];
            batch = batch[plane..];
        }
    }

    /// <summary>Writes the labels at the positions of a split, from 0.</summary>
    /// <exception cref="ArgumentException">The labels have another length than the positions.</exception>
    /// <exception cref="IndexOutOfRangeException">A position is not in the split.</exception>
    public static void Labels(ImageSplit split, ReadOnlySpan<int> positions, Span<long> labels)
    {
        if (labels.Length != positions.Length)
            throw new ArgumentException($"{positions.Length} labels do not fit {labels.Length} values.", nameof(labels));
        for (var i = 0; i < positions.Length; i++) labels[i] = split.Labels[positions[i]];
    }

    private void Check(ImageGeometry geometry, int images, int length)
    {
        if (geometry.Channels != _affine.Length)
            throw new ArgumentException($"{_affine.Length} channels are normalised, images have {geometry.Channels}.", nameof(geometry));
        if (length != (long)images * geometry.Length)
            throw new ArgumentException($"{images} images of {geometry} do not fit {length} values.", nameof(length));
    }

    // Shuffled images are anywhere in memory: asked for early, they arrive while others are brought to floats.
    private static unsafe void Prefetch(ReadOnlySpan<byte> image)
    {
        if (!Sse.IsSupported) return;
        fixed (byte* start = image)
        {
            for (var at = 0; at < image.Length; at += CacheLine) Sse.Prefetch0(start + at);
        }
    }

    /// <summary>Writes source x scale + offset, as wide as the processor allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Affine(ReadOnlySpan<byte> source, Span<float> target, float scale, float offset)
    {
        Vector<float> scales = new(scale), offsets = new(offset);
        var sources = MemoryMarshal.Cast<byte, Vector<byte>>(source);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < sources.Length; i++)
        {
            Vector.Widen(sources[i], out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            targets[4 * i] = Vector.ConvertToSingle(Vector.AsVectorInt32(first)) * scales + offsets;
            targets[4 * i + 1] = Vector.ConvertToSingle(Vector.AsVectorInt32(second)) * scales + offsets;
            targets[4 * i + 2] = Vector.ConvertToSingle(Vector.AsVectorInt32(third)) * scales + offsets;
            targets[4 * i + 3] = Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)) * scales + offsets;
        }
        var done = sources.Length * Vector<byte>.Count;
        AffineScalar(source[done..], target[done..], scale, offset);
    }

    /// <summary>The same, one value at a time: the vector path must equal it bit for bit.</summary>
    internal static void AffineScalar(ReadOnlySpan<byte> source, Span<float> target, float scale, float offset)
    {
        for (var i = 0; i < source.Length; i++) target[i] = source[i] * scale + offset;
    }
}
