using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Sweeper.Training.Datasets;

/// <summary>
/// Gathers a batch from a split: images as floats, each byte b brought to (b/255 - mean) / sd, and labels. One multiplication and one
/// addition a value, each rounded, so every vector width gives the same bits. Has no state that changes: threads can share it.
/// </summary>
/// <param name="normalisation">One a channel.</param>
public sealed class BatchGatherer(ImmutableArray<ChannelNormalisation> normalisation)
{
    private readonly (float Scale, float Offset)[] _affine = [.. normalisation.Select(channel =>
        ((float)(1 / (255.0 * channel.Sd)), (float)(-(double)channel.Mean / channel.Sd)))];

    /// <summary>Writes the images at the positions of a split, batch x channels x height x width.</summary>
    /// <exception cref="ArgumentException">The batch has another length, or the split another number of channels.</exception>
    /// <exception cref="IndexOutOfRangeException">A position is not in the split.</exception>
    public void Images(ImageSplit split, ReadOnlySpan<int> positions, Span<float> batch)
    {
        var geometry = split.Geometry;
        if (geometry.Channels != _affine.Length)
            throw new ArgumentException($"{_affine.Length} channels are normalised, images have {geometry.Channels}.", nameof(split));
        if (batch.Length != (long)positions.Length * geometry.Length)
            throw new ArgumentException($"{positions.Length} images of {geometry} do not fit {batch.Length} values.", nameof(batch));
        var plane = geometry.Height * geometry.Width;
        foreach (var position in positions)
        {
            var image = split.Image(position);
            foreach (var (scale, offset) in _affine)
            {
                Affine(image[..plane], batch[..plane], scale, offset);
                image = image[plane..];
                batch = batch[plane..];
            }
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

    /// <summary>Writes source x scale + offset, as wide as the processor allows.</summary>
    internal static void Affine(ReadOnlySpan<byte> source, Span<float> target, float scale, float offset)
    {
        var sources = MemoryMarshal.Cast<byte, Vector<byte>>(source);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < sources.Length; i++)
        {
            Vector.Widen(sources[i], out var low, out var high);
            Affine(low, targets.Slice(4 * i, 2), scale, offset);
            Affine(high, targets.Slice(4 * i + 2, 2), scale, offset);
        }
        var done = sources.Length * Vector<byte>.Count;
        AffineScalar(source[done..], target[done..], scale, offset);
    }

    /// <summary>The same, one value at a time: the vector path must equal it bit for bit.</summary>
    internal static void AffineScalar(ReadOnlySpan<byte> source, Span<float> target, float scale, float offset)
    {
        for (var i = 0; i < source.Length; i++) target[i] = source[i] * scale + offset;
    }

    private static void Affine(Vector<ushort> source, Span<Vector<float>> target, float scale, float offset)
    {
        Vector.Widen(source, out var low, out var high);
        target[0] = Vector.ConvertToSingle(Vector.AsVectorInt32(low)) * scale + new Vector<float>(offset);
        target[1] = Vector.ConvertToSingle(Vector.AsVectorInt32(high)) * scale + new Vector<float>(offset);
    }
}
