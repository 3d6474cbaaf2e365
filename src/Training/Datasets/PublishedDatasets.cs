using System.Collections.Frozen;
using System.Collections.Immutable;
using Sweeper.Training.Datasets.Cifar;
using Sweeper.Training.Datasets.ImageFolders;
using Sweeper.Training.Datasets.Svhn;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>The datasets known by name: a line each.</summary>
internal static class PublishedDatasets
{
    private static readonly ImageGeometry Digits = new(1, 28, 28);
    private static readonly ImageGeometry Photograph = new(3, 224, 224);

    // The SHA-256s of MNIST's, KMNIST's and SVHN's files and of CIFAR's archives are those of tensorflow/datasets, url_checksums; of the files
    // in CIFAR's archives, those of torchvision for Ruby. Debian's package holds Fashion-MNIST with the gzip header's file name and time
    // removed; with both put back its four files have the published SHA-256s, so its content is the published one.
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
        ["cifar-10"] = new(CifarFormat.Geometry, Each(10, 5000), Each(10, 1000))
        {
            Format = CifarFormat.Cifar10,
            Files = Sha256s(
                ("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
                ("data_batch_1.bin", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
                ("data_batch_2.bin", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
                ("data_batch_3.bin", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
                ("data_batch_4.bin", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
                ("data_batch_5.bin", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
                ("test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")),
        },
        ["cifar-100"] = new(CifarFormat.Geometry, Each(100, 500), Each(100, 100))
        {
            Format = CifarFormat.Cifar100,
            Files = Sha256s(
                ("cifar-100-binary.tar.gz", "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
                ("train.bin", "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29"),
                ("test.bin", "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a")),
        },
        ["svhn"] = new(
            SvhnFolder.Geometry,
            [4948, 13861, 10585, 8497, 7458, 6882, 5727, 5595, 5045, 4659],
            [1744, 5099, 4149, 2882, 2523, 2384, 1977, 2019, 1660, 1595])
        {
            Format = SvhnFormat.Instance,
            Files = Sha256s(
                ("train_32x32.mat", "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8"),
                ("test_32x32.mat", "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b")),
        },
        // Images a class are published for testing only; sizes vary, 224 is what networks for them are made for.
        ["imagenet"] = new(Photograph, default, Each(1000, 50)) { TrainTotal = 1_281_167, Format = ImagenetFormat.Instance },
        ["places365"] = new(Photograph, default, Each(365, 100)) { TrainTotal = 1_803_460, Format = Places365Format.Instance },
    }.ToFrozenDictionary();

    /// <summary>The known names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What is published of a dataset; null where the name is not a known one.</summary>
    public static PublishedDataset? Find(string name) => Known.GetValueOrDefault(name);

    private static FrozenDictionary<string, Digest> Sha256s(params (string File, string Sha256)[] files) =>
        files.ToFrozenDictionary(entry => entry.File, entry => new Digest(entry.Sha256));

    private static ImmutableArray<int> Each(int classes, int images) => [.. Enumerable.Repeat(images, classes)];
}
