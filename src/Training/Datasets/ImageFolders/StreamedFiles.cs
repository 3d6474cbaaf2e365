using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sweeper.Training.Images;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>A dataset of image files. Its facts come from reading every file once; afterwards images are decoded when they are needed.</summary>
/// <param name="Path">The folder.</param>
/// <param name="List">Lists its files.</param>
/// <param name="Decoded">
/// Whether every image is decoded for the facts: its size and the constants of its pixels. Without it, for datasets whose constants are
/// published, files are hashed only, and images are taken at the published size.
/// </param>
internal sealed record StreamedFiles(string Path, Func<ImageTree> List, bool Decoded) : IBaseFiles
{
    /// <inheritdoc/>
    /// <remarks>The files are listed anew each time: one that came or went changes it too.</remarks>
    public string Stamp()
    {
        var tree = List();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in tree.Train.Concat(tree.Test)) Append(hash, string.Create(CultureInfo.InvariantCulture, $"{entry.Path}|{entry.Label}|{entry.Length}|{entry.Changed}"));
        return $"{tree.Root}|{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <inheritdoc/>
    public BaseFacts Establish(PublishedDataset? published) => Establish(List(), published);

    /// <inheritdoc/>
    public BaseData Load(PublishedDataset? published, BaseFacts? remembered)
    {
        var tree = List();
        var facts = remembered ?? Establish(tree, published);
        return new(facts, Split(tree, tree.Train, facts.Geometry), Split(tree, tree.Test, facts.Geometry));
    }

    private BaseFacts Establish(ImageTree tree, PublishedDataset? published)
    {
        if (published is not null && published.Classes != tree.Classes.Length)
            throw new DatasetException($"{Path}: it has {tree.Classes.Length} classes; the published dataset has {published.Classes}. Put the whole dataset there, or use 'folder:PATH'.");
        var files = Files(tree, [.. tree.Train, .. tree.Test]);
        var digests = new Digest[files.Count];
        var pixels = new PixelStatistics();
        Workers.ForEach(files.Count, (i, scratch) =>
        {
            scratch.Decoder.Read(files.PathOf(i), files.Lengths[i]);
            digests[i] = Digest.Of(scratch.Decoder.File(files.Lengths[i]));
            if (!Decoded) return;
            scratch.Decoder.Decode(files.PathOf(i), files.Lengths[i], scratch.Image);
            pixels.Add(scratch.Image, isTraining: i < tree.Train.Length);
        });
        return new(
            DigestOf(tree, digests),
            Decoded ? pixels.Geometry : published!.Geometry,
            tree.Count(tree.Train),
            tree.Count(tree.Test),
            Decoded ? pixels.Constants(Path) : InputNormalisation.Imagenet,
            Official: false);
    }

    // A line an image, by path; labels are in it because a list beside the images can give them. The first line says whose constants go
    // with them: by the name `imagenet` they are published, by `folder:` counted, and the same files then train differently.
    private Digest DigestOf(ImageTree tree, Digest[] digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Decoded ? "images/v1" : "images/v1 published-constants");
        var first = 0;
        foreach (var (name, split) in (ReadOnlySpan<(string, ImageEntry[])>)[("train", tree.Train), ("test", tree.Test)])
        {
            var order = Enumerable.Range(0, split.Length).OrderBy(i => split[i].Path, StringComparer.Ordinal);
            foreach (var i in order)
                Append(hash, string.Create(CultureInfo.InvariantCulture, $"{name} {split[i].Label} {split[i].Length} {digests[first + i]} {split[i].Path}"));
            first += split.Length;
        }
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Append(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + '\n'));

    private static ImageFiles Files(ImageTree tree, ImageEntry[] entries) =>
        new(tree.Root, [.. entries.Select(entry => entry.Path)], [.. entries.Select(entry => entry.Length)]);

    private static ImageSplit Split(ImageTree tree, ImageEntry[] entries, ImageGeometry geometry) =>
        new(geometry, [], [.. Enumerable.Range(0, entries.Length)], [.. entries.Select(entry => entry.Label)]) { Files = Files(tree, entries) };
}
