using System.Buffers.Binary;
using System.Security.Cryptography;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>
/// The digest of a base's content, whatever files it came in: the SHA-256 over training images, training labels, test images and test
/// labels, each as an idx file of unsigned bytes would hold it. Images of one channel are an array of count x height x width (what MNIST's
/// files are), of more channels count x channels x height x width; labels an array of count.
/// </summary>
internal static class ContentDigest
{
    // The last byte of the magic number is the number of dimensions.
    private const int IdxBytes = 0x800;

    /// <summary>The digest of these images and labels.</summary>
    public static Digest Of(LabelledImages train, LabelledImages test)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var split in (LabelledImages[])[train, test])
        {
            var (channels, height, width) = split.Geometry;
            if (channels == 1) Append(hash, split.Pixels, split.Count, height, width);
            else Append(hash, split.Pixels, split.Count, channels, height, width);
            Append(hash, split.Labels, split.Count);
        }
        return new Digest(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Append(IncrementalHash hash, byte[] content, params ReadOnlySpan<int> sizes)
    {
        Append(hash, IdxBytes + sizes.Length);
        foreach (var size in sizes) Append(hash, size);
        hash.AppendData(content);
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
