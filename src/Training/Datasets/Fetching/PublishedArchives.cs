using System.Collections.Frozen;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>The datasets that publishers give out: where, how large, with which SHA-256 and on which terms.</summary>
/// <remarks>
/// Addresses, sizes and SHA-256s are those of tensorflow/datasets: tensorflow_datasets/url_checksums/ mnist.txt, fashion_mnist.txt,
/// cifar10.txt, cifar100.txt and svhn_cropped.txt, and tensorflow_datasets/datasets/kmnist/checksums.tsv. MNIST comes
/// from the Common Visual Data Foundation's copy, which is the address that the checksums were taken from, then from its makers' page.
/// The terms are what each publisher's page says; docs/datasets.md names the sources.
/// </remarks>
public static class PublishedArchives
{
    private static readonly FrozenDictionary<string, PublishedArchive> Archives = new PublishedArchive[]
    {
        new("mnist",
        [
            Mnist("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            Mnist("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            Mnist("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            Mnist("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ], "CC BY-SA 3.0", new("http://yann.lecun.com/exdb/mnist/")),
        new("kmnist",
        [
            Kmnist("train-images-idx3-ubyte.gz", 18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
            Kmnist("train-labels-idx1-ubyte.gz", 29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
            Kmnist("t10k-images-idx3-ubyte.gz", 3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            Kmnist("t10k-labels-idx1-ubyte.gz", 5_120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
        ], "CC BY-SA 4.0", new("http://codh.rois.ac.jp/kmnist/")),
        new("fashion-mnist",
        [
            Fashion("train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            Fashion("train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            Fashion("t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            Fashion("t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ], "MIT", new("https://github.com/zalandoresearch/fashion-mnist")),
        new("svhn",
        [
            Svhn("train_32x32.mat", 182_040_794, "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8"),
            Svhn("test_32x32.mat", 64_275_384, "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b"),
        ], "non-commercial use only", new("http://ufldl.stanford.edu/housenumbers/")),
        new("cifar-10",
        [
            Cifar("cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
        ], "none stated; cite the tech report", new("https://www.cs.toronto.edu/~kriz/cifar.html")),
        new("cifar-100",
        [
            Cifar("cifar-100-binary.tar.gz", 168_513_733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
        ], "none stated; cite the tech report", new("https://www.cs.toronto.edu/~kriz/cifar.html")),
    }.ToFrozenDictionary(archive => archive.Dataset);

    private static readonly FrozenDictionary<string, HandFetchedDataset> HandFetched = new HandFetchedDataset[]
    {
        new("imagenet", "non-commercial research and education; an account is needed", new("https://image-net.org/download.php"),
            "Sign in there, agree to the terms, and download ILSVRC2012_img_train.tar and ILSVRC2012_img_val.tar (about 145 GB together). " +
            "Unpack them to train/CLASS/*.JPEG and val/CLASS/*.JPEG, a folder a class."),
        new("places365", "the images belong to their owners; see the page's terms", new("http://places2.csail.mit.edu/download.html"),
            "Download http://data.csail.mit.edu/places/places365/places365standard_easyformat.tar (small images in class folders, more than " +
            "20 GB) and unpack it, to train/CLASS/*.jpg and val/CLASS/*.jpg."),
    }.ToFrozenDictionary(dataset => dataset.Dataset);

    /// <summary>The names of the datasets that can be downloaded, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Archives.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The names of those that their users must get themselves, sorted.</summary>
    public static IReadOnlyList<string> HandFetchedNames { get; } = [.. HandFetched.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A dataset that can be downloaded; null where the name is of none.</summary>
    public static PublishedArchive? Find(string name) => Archives.GetValueOrDefault(name);

    /// <summary>A dataset that its users must get themselves; null where the name is of none.</summary>
    public static HandFetchedDataset? FindHandFetched(string name) => HandFetched.GetValueOrDefault(name);

    private static PublishedFile Mnist(string name, long size, string sha256) =>
        At(name, size, sha256, "https://storage.googleapis.com/cvdf-datasets/mnist/", "http://yann.lecun.com/exdb/mnist/");

    private static PublishedFile Kmnist(string name, long size, string sha256) =>
        At(name, size, sha256, "http://codh.rois.ac.jp/kmnist/dataset/kmnist/");

    private static PublishedFile Fashion(string name, long size, string sha256) =>
        At(name, size, sha256, "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

    private static PublishedFile Svhn(string name, long size, string sha256) =>
        At(name, size, sha256, "http://ufldl.stanford.edu/housenumbers/");

    private static PublishedFile Cifar(string name, long size, string sha256) =>
        At(name, size, sha256, "https://www.cs.toronto.edu/~kriz/");

    private static PublishedFile At(string name, long size, string sha256, params string[] prefixes) =>
        new(name, size, new(sha256), [.. prefixes.Select(prefix => new Uri(prefix + name))]);
}
