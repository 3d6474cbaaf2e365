using System.Collections.Frozen;
using System.Collections.Immutable;
using Sweeper.Training.Datasets.ImageFolders;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>The datasets known by name: a line each.</summary>
internal static class PublishedDatasets
{
    private static readonly ImageGeometry Digits = new(1, 28, 28);
    private static readonly ImageGeometry Photograph = new(3, 224, 224);

    // The files' SHA-256s are those of tensorflow/datasets, url_checksums. Debian's package holds Fashion-MNIST with the gzip header's
    // file name and time removed; with both put back its four files have the published SHA-256s, so its content is the published one.
    private static readonly FrozenDictionary<string, PublishedDataset> Known = new Dictionary<string, PublishedDataset>
    {
        ["fashion-mnist"] = new(Digits, Each(10, 6000), Each(10, 1000))
        {
            Content = new("14410854cf7a289477dcfc7df3f8ec24741e281cdcc425ede0d9a748ca630214"),
        },
        ["mnist"] = new(
            Digits,
            [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
            [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
        {
            Files = Sha256s(
                ("train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                ("train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                ("t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                ("t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
        },
        ["kmnist"] = new(Digits, Each(10, 6000), Each(10, 1000))
        {
            Files = Sha256s(
                ("train-images-idx3-ubyte.gz", "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
                ("train-labels-idx1-ubyte.gz", "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
                ("t10k-images-idx3-ubyte.gz", "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
                ("t10k-labels-idx1-ubyte.gz", "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
        },
        // Images a class are published for testing only; sizes vary, 224 is what networks for them are made for.
        ["imagenet"] = new(Photograph, default, Each(1000, 50)) { TrainTotal = 1_281_167, Format = ImagenetFormat.Instance },
        ["places365"] = new(Photograph, default, Each(365, 100)) { TrainTotal = 1_803_460, Format = Places365Format.Instance },
    }.ToFrozenDictionary();

    /// <summary>Sweeper's words for datasets that this version cannot read, sorted; <c>folder:</c> is a prefix.</summary>
    public static IReadOnlyList<string> Unread { get; } = ["cifar-10", "cifar-100", "svhn"];

    /// <summary>The known names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What is published of a dataset; null where the name is not a known one.</summary>
    public static PublishedDataset? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>Whether a name belongs to a dataset that this version cannot read.</summary>
    public static bool IsUnread(string name) => Unread.Any(unread => unread == name || (unread.EndsWith(':') && name.StartsWith(unread, StringComparison.Ordinal)));

    private static FrozenDictionary<string, Digest> Sha256s(params (string File, string Sha256)[] files) =>
        files.ToFrozenDictionary(entry => entry.File, entry => new Digest(entry.Sha256));

    private static ImmutableArray<int> Each(int classes, int images) => [.. Enumerable.Repeat(images, classes)];
}
