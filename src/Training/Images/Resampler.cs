using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Images;

/// <summary>
/// Brings a part of an image to another size: bilinear, with antialiasing where it shrinks, rows first and then columns, each rounded to
/// bytes (<see cref="ResampleWeights"/>). Integers only: the same bytes on every machine. Has buffers of its own; not for several threads.
/// </summary>
internal sealed class Resampler
{
    private const int Half = 1 << (ResampleWeights.Bits - 1);

    private byte[] _rows = [];
    private byte[] _line = [];
    private ResampleWeights? _across, _down;

    /// <summary>Resizes a frame of an image, cuts a window out of the result and writes it as planes.</summary>
    /// <param name="image">The image.</param>
    /// <param name="frame">The part of it that is resized; nothing outside has an influence.</param>
    /// <param name="height">To which height.</param>
    /// <param name="width">To which width.</param>
    /// <param name="top">Where in the resized image the window starts.</param>
    /// <param name="left">Where in the resized image the window starts.</param>
    /// <param name="flip">Whether the window is mirrored, left to right.</param>
    /// <param name="target">The window's size; of one channel the first plane is written.</param>
    /// <param name="planes">Channels x height x width of the window.</param>
    public void Resize(PixelBuffer image, Frame frame, int height, int width, int top, int left, bool flip, ImageGeometry target, Span<byte> planes)
    {
        _across = Weights(_across, frame.Width, width, left, target.Width);
        _down = Weights(_down, frame.Height, height, top, target.Height);
        // Rows of whole vectors, so that columns need no scalar rest.
        var stride = (4 * target.Width + 15) & ~15;
        if (_line.Length < stride) _line = new byte[stride];
        var (firstRow, _) = _down.Of(0);
        var (lastStart, lastWeights) = _down.Of(target.Height - 1);
        var rows = lastStart + lastWeights.Length - firstRow;
        if (_rows.Length < rows * stride) _rows = new byte[rows * stride];
        for (var y = 0; y < rows; y++)
            Across(image.Bytes.Slice(4 * ((frame.Top + firstRow + y) * image.Width + frame.Left), 4 * frame.Width), _across, _rows.AsSpan(y * stride, stride));
        for (var y = 0; y < target.Height; y++)
        {
            var (start, weights) = _down.Of(y);
            Down(_rows.AsSpan((start - firstRow) * stride), stride, weights.Span, _line.AsSpan(0, stride));
            Unpack(_line, flip, target, y, planes);
        }
    }

    // Resident images all have one size: the weights of the last image are then those of the next.
    private static ResampleWeights Weights(ResampleWeights? last, int inputs, int outputs, int skip, int count) =>
        last is not null && (last.Inputs, last.Outputs, last.Skip, last.Count) == (inputs, outputs, skip, count) ? last : new(inputs, outputs, skip, count);

    private static void Across(ReadOnlySpan<byte> row, ResampleWeights weights, Span<byte> result)
    {
        var pixels = MemoryMarshal.Cast<byte, uint>(row);
        var results = MemoryMarshal.Cast<byte, uint>(result);
        for (var x = 0; x < weights.Count; x++)
        {
            var (first, shares) = weights.Of(x);
            var sum = Vector128.Create(Half);
            var at = pixels.Slice(first, shares.Length);
            var by = shares.Span;
            for (var i = 0; i < by.Length; i++) sum += Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(at[i]).AsByte())).AsInt32() * by[i];
            var halves = Vector128.Narrow(ToByte(sum), Vector128<uint>.Zero);
            results[x] = Vector128.Narrow(halves, Vector128<ushort>.Zero).AsUInt32().ToScalar();
        }
    }

    private static void Down(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> weights, Span<byte> result)
    {
        for (var x = 0; x < stride; x += Vector128<byte>.Count)
        {
            Vector128<int> first = Vector128.Create(Half), second = first, third = first, fourth = first;
            for (var i = 0; i < weights.Length; i++)
            {
                var (low, high) = Vector128.Widen(Vector128.Create(rows.Slice(i * stride + x, Vector128<byte>.Count)));
                first += Vector128.WidenLower(low).AsInt32() * weights[i];
                second += Vector128.WidenUpper(low).AsInt32() * weights[i];
                third += Vector128.WidenLower(high).AsInt32() * weights[i];
                fourth += Vector128.WidenUpper(high).AsInt32() * weights[i];
            }
            Vector128.Narrow(Halves(first, second), Halves(third, fourth)).CopyTo(result[x..]);
        }

        static Vector128<ushort> Halves(Vector128<int> low, Vector128<int> high) => Vector128.Narrow(ToByte(low), ToByte(high));
    }

    // Thousands of weights, each rounded, can add up to a little more than 1.
    private static Vector128<uint> ToByte(Vector128<int> sum) => Vector128.Min((sum >> ResampleWeights.Bits).AsUInt32(), Vector128.Create(255u));

    private static void Unpack(ReadOnlySpan<byte> line, bool flip, ImageGeometry target, int y, Span<byte> planes)
    {
        for (var channel = 0; channel < target.Channels; channel++)
        {
            var row = planes.Slice((channel * target.Height + y) * target.Width, target.Width);
            for (var x = 0; x < row.Length; x++) row[x] = line[4 * x + channel];
            if (flip) row.Reverse();
        }
    }
}
