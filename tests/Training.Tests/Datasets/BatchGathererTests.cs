using CsCheck;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets;

public sealed class BatchGathererTests
{
    [Fact]
    public void Vector_and_scalar_paths_agree_bit_for_bit() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Float[0.001f, 0.1f], Gen.Float[-5f, 5f]).Sample((bytes, scale, offset) =>
        {
            var vector = new float[bytes.Length];
            var scalar = new float[bytes.Length];
            BatchGatherer.Affine(bytes, vector, scale, offset);
            BatchGatherer.AffineScalar(bytes, scalar, scale, offset);
            Assert.Equal(scalar.Select(BitConverter.SingleToInt32Bits), vector.Select(BitConverter.SingleToInt32Bits));
        });

    [Fact]
    public void Product_and_sum_are_each_rounded()
    {
        // With one rounding (a fused multiply-add) some of these 256 values would differ.
        const float scale = 0.011117f, offset = -0.810213f;
        var values = new float[256];
        BatchGatherer.Affine([.. Enumerable.Range(0, 256).Select(i => (byte)i)], values, scale, offset);
        var fused = 0;
        for (var b = 0; b < 256; b++)
        {
            Assert.Equal((float)((double)(float)((double)b * scale) + offset), values[b]);
            if (MathF.FusedMultiplyAdd(b, scale, offset) != values[b]) fused++;
        }
        Assert.NotEqual(0, fused);
    }

    [Fact]
    public void Batch_has_the_images_at_the_positions_normalised_by_channel()
    {
        var geometry = new ImageGeometry(2, 3, 5);
        var pixels = Enumerable.Range(0, 4 * geometry.Length).Select(i => (byte)(i * 37)).ToArray();
        var split = new ImageSplit(geometry, pixels, [3, 0, 2], [7, 8, 9]);
        ChannelNormalisation[] channels = [new(0.25f, 0.5f), new(0.5f, 0.125f)];
        var batch = new float[2 * geometry.Length];
        var labels = new long[2];

        new BatchGatherer([.. channels]).Images(split, [2, 0], batch);
        BatchGatherer.Labels(split, [2, 0], labels);

        Assert.Equal([9L, 7L], labels);
        for (var i = 0; i < batch.Length; i++)
        {
            var pixel = pixels[(i < geometry.Length ? 2 : 3) * geometry.Length + i % geometry.Length];
            var channel = channels[i % geometry.Length / 15];
            Assert.Equal((pixel / 255.0 - channel.Mean) / channel.Sd, batch[i], 1e-5);
        }
    }

    [Fact]
    public void Batch_of_another_size_or_channel_count_is_refused()
    {
        var split = new ImageSplit(new ImageGeometry(1, 2, 2), new byte[8], [0, 1], [0, 1]);
        var gatherer = new BatchGatherer([new(0.5f, 0.5f)]);
        Assert.Throws<ArgumentException>(() => gatherer.Images(split, [0], new float[5]));
        Assert.Throws<ArgumentException>(() => BatchGatherer.Labels(split, [0], new long[2]));
        Assert.Throws<ArgumentException>(() => new BatchGatherer([]).Images(split, [0], new float[4]));
        Assert.Throws<IndexOutOfRangeException>(() => gatherer.Images(split, [2], new float[4]));
    }
}
