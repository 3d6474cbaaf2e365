using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>Reads a base dataset from its four idx files and establishes its facts.</summary>
internal static class BaseReader
{
    /// <summary>Everything in a folder.</summary>
    /// <param name="folder">The four files.</param>
    /// <param name="published">What is known of the dataset by its name; null counts the classes in the training labels.</param>
    /// <param name="remembered">The facts found at an earlier reading; used again where the digest is still theirs.</param>
    /// <exception cref="DatasetException">A file is damaged, or the files do not fit together.</exception>
    public static BaseData Read(IdxFolder folder, PublishedDataset? published, BaseFacts? remembered)
    {
        var trainImages = IdxFile.ReadImages(folder.TrainImages);
        var trainLabels = ReadLabels(folder.TrainLabels, trainImages, folder.TrainImages);
        var testImages = IdxFile.ReadImages(folder.TestImages);
        var testLabels = ReadLabels(folder.TestLabels, testImages, folder.TestImages);
        if (testImages.Geometry != trainImages.Geometry)
            throw new DatasetException(
                $"{folder.TestImages}: its images are {testImages.Geometry}, the training images {trainImages.Geometry}. " +
                "Replace the files by those of one dataset.");

        var classes = published?.Classes ?? trainLabels.Max() + 1;
        var trainCounts = Count(trainLabels, classes, folder.TrainLabels);
        var testCounts = Count(testLabels, classes, folder.TestLabels);
        var digest = DigestOf(trainImages, trainLabels, testImages, testLabels);
        var facts = remembered is not null && remembered.Digest == digest && remembered.Classes == classes
            ? remembered
            : new BaseFacts(
                digest,
                trainImages.Geometry,
                trainCounts,
                testCounts,
                ChannelMoments.Of(trainImages.Geometry, trainImages.Pixels, folder.TrainImages),
                IsOfficial(folder, published, digest));
        return new BaseData(facts, Split(trainImages, trainLabels), Split(testImages, testLabels));
    }

    private static byte[] ReadLabels(string path, IdxImages images, string imagesPath)
    {
        var labels = IdxFile.ReadLabels(path);
        if (labels.Length != images.Count)
            throw new DatasetException(
                $"{path}: it has {labels.Length} labels for the {images.Count} images of {imagesPath}. " +
                "Replace both files by those of one dataset.");
        return labels;
    }

    private static ImmutableArray<int> Count(byte[] labels, int classes, string path)
    {
        var counts = new int[classes];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= classes)
                throw new DatasetException(
                    $"{path}: label {i} is {labels[i]}, but the dataset's classes are 0..{classes - 1}. Replace it by the published file.");
            counts[labels[i]]++;
        }
        return ImmutableArray.Create(counts);
    }

    private static Digest DigestOf(IdxImages trainImages, byte[] trainLabels, IdxImages testImages, byte[] testLabels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, trainImages.Pixels, IdxFile.ImagesMagic, trainImages.Count, trainImages.Height, trainImages.Width);
        Append(hash, trainLabels, IdxFile.LabelsMagic, trainLabels.Length);
        Append(hash, testImages.Pixels, IdxFile.ImagesMagic, testImages.Count, testImages.Height, testImages.Width);
        Append(hash, testLabels, IdxFile.LabelsMagic, testLabels.Length);
        return new Digest(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Append(IncrementalHash hash, byte[] content, params ReadOnlySpan<int> header)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var number in header)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            hash.AppendData(bytes);
        }
        hash.AppendData(content);
    }

    private static bool IsOfficial(IdxFolder folder, PublishedDataset? published, Digest digest)
    {
        if (published is null) return false;
        if (published.Content is { } content) return content == digest;
        return folder.Files.Zip(published.Archives).All(pair => DigestOfFile(pair.First) == pair.Second);
    }

    private static Digest DigestOfFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return new Digest(Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: it cannot be read ({e.Message}). Replace it by a whole copy of the published file.", e);
        }
    }

    private static ImageSplit Split(IdxImages images, byte[] labels) =>
        new(images.Geometry, images.Pixels, [.. Enumerable.Range(0, images.Count)], Array.ConvertAll(labels, label => (ushort)label));
}
