using System.Collections.Immutable;
using System.Security.Cryptography;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>Reads a base dataset whose images fit in memory, whatever its format, and establishes its facts.</summary>
internal static class BaseReader
{
    /// <summary>Everything in some files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="published">What is known of the dataset by its name; null counts the classes in the training labels.</param>
    /// <param name="remembered">The facts found at an earlier reading; used again where the digest is still theirs.</param>
    /// <exception cref="DatasetException">A file is damaged, or the files do not fit together.</exception>
    public static BaseData Read(FilesInMemory files, PublishedDataset? published, BaseFacts? remembered)
    {
        var (train, test) = files.ReadImages();
        if (test.Geometry != train.Geometry)
            throw new DatasetException(
                $"{test.ImagesPath}: its images are {test.Geometry}, the training images {train.Geometry}. " +
                "Replace the files by those of one dataset.");

        var classes = published?.Classes ?? train.Labels.Max() + 1;
        var trainCounts = Count(train, classes);
        var testCounts = Count(test, classes);
        var digest = ContentDigest.Of(train, test);
        var facts = remembered is not null && remembered.Digest == digest && remembered.Classes == classes
            ? remembered
            : new BaseFacts(
                digest,
                train.Geometry,
                trainCounts,
                testCounts,
                ChannelMoments.Of(train.Geometry, train.Pixels, train.ImagesPath),
                IsOfficial(files, published, digest, trainCounts, testCounts));
        return new BaseData(facts, Split(train), Split(test));
    }

    private static ImmutableArray<int> Count(LabelledImages images, int classes)
    {
        var counts = new int[classes];
        for (var i = 0; i < images.Count; i++)
        {
            var label = images.Labels[i];
            if (label >= classes)
                throw new DatasetException(
                    $"{images.LabelsPath}: label {i} is {label}, but the dataset's classes are 0..{classes - 1}. Replace it by the published file.");
            counts[label]++;
        }
        return ImmutableArray.Create(counts);
    }

    /// <remarks>The counts as well: files that are each the published one can be fewer than were published.</remarks>
    private static bool IsOfficial(
        FilesInMemory files, PublishedDataset? published, Digest digest, ImmutableArray<int> trainCounts, ImmutableArray<int> testCounts)
    {
        if (published is null) return false;
        if (published.Content is { } content) return content == digest;
        return trainCounts.SequenceEqual(published.TrainCounts)
            && testCounts.SequenceEqual(published.TestCounts)
            && files.Files.All(path => published.Files.TryGetValue(Path.GetFileName(path), out var known) && known == DigestOfFile(path));
    }

    private static Digest DigestOfFile(string path) => DamagedFile.Guard(path, "file's", () =>
    {
        using var file = File.OpenRead(path);
        return new Digest(Convert.ToHexStringLower(SHA256.HashData(file)));
    });

    private static ImageSplit Split(LabelledImages images) =>
        new(images.Geometry, images.Pixels, [.. Enumerable.Range(0, images.Count)], Array.ConvertAll(images.Labels, label => (ushort)label));
}
