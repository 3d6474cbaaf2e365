using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets;

public sealed class RealDatasetTests : IDisposable
{
    private readonly IdxFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("mnist-8k", 0.13, 0.31)]
    [InlineData("kmnist-8k", 0.19, 0.35)]
    public void Eight_thousand_real_images_are_read(string name, double mean, double sd)
    {
        var catalog = Catalog(name);
        var data = catalog.Load(new(name));
        Assert.Equal((8000, 2000, 10), (data.Train.Count, data.Test.Count, data.Classes));
        Assert.Equal(new ImageGeometry(1, 28, 28), data.Test.Geometry);
        Assert.Equal(mean, data.Normalisation[0].Mean, 0.02);
        Assert.Equal(sd, data.Normalisation[0].Sd, 0.02);
        Assert.False(catalog.Origin(new(name))!.Official);
    }

    [Fact]
    public void Halves_and_fractions_of_real_images_compose()
    {
        var catalog = Catalog("mnist-8k");
        var tenth = catalog.Load(IdxFixture.Ref("mnist-8k", half: 'a', fraction: 0.1m));
        Assert.Empty(tenth.Train.Rows.Except(catalog.Load(IdxFixture.Ref("mnist-8k", half: 'a')).Train.Rows));
        Assert.InRange(tenth.Train.Count, 395, 405);
        Assert.Equal(2000, tenth.Test.Count);
    }

    [Fact]
    public void Real_CIFAR_10_has_the_published_means_and_as_many_images_of_each_class()
    {
        var paths = DatasetPaths.FromEnvironment();
        Assert.SkipUnless(
            paths.Search.Any(folder => File.Exists(Path.Combine(folder, "cifar-10-binary.tar.gz"))), "there is no cifar-10-binary.tar.gz on SWEEPER_DATA");
        var catalog = new DatasetCatalog(paths with { Cache = _files.Cache });
        var data = catalog.Load(new("cifar-10"));
        // The archive at hand can be of the first training file alone.
        Assert.Contains((data.Train.Count, data.Test.Count), ((int, int)[])[(10000, 2000), (50000, 10000)]);
        foreach (var split in (ImageSplit[])[data.Train, data.Test])
            Assert.All(split.Labels.CountBy(label => label), entry => Assert.Equal(split.Count / 10, entry.Value));
        foreach (var (published, channel) in ((double[])[0.4914, 0.4822, 0.4465]).Zip(data.Normalisation)) Assert.Equal(published, channel.Mean, 0.01);
        foreach (var (published, channel) in ((double[])[0.2470, 0.2435, 0.2616]).Zip(data.Normalisation)) Assert.Equal(published, channel.Sd, 0.01);
        Assert.Equal(data.Train.Count == 50000, catalog.Origin(new("cifar-10"))!.Official);
    }

    [Fact]
    public void Published_Fashion_MNIST_is_recognised_as_official()
    {
        var catalog = Catalog("fashion-mnist", DatasetPaths.FromEnvironment());
        Assert.True(catalog.Origin(new("fashion-mnist"))!.Official);
        // The known per-pixel statistics of the training set.
        var data = catalog.Load(new("fashion-mnist"));
        Assert.Equal(0.28604, data.Normalisation[0].Mean, 1e-5);
        Assert.Equal(0.35302, data.Normalisation[0].Sd, 1e-5);
        Assert.Equal(new DatasetInfo(data.Train.Geometry, 10, 60000, 10000, data.Digest), catalog.Describe(new("fashion-mnist")));
    }

    /// <summary>With a facts cache of the test's own, so that nothing is remembered from another run.</summary>
    private DatasetCatalog Catalog(string name, DatasetPaths? all = null)
    {
        var environment = DatasetPaths.FromEnvironment();
        var folders = (all ?? environment with { Cache = null, System = [] }).InOrder;
        var found = folders.Any(folder => Directory.Exists(Path.Combine(folder, name)));
        Assert.SkipUnless(found, $"there is no {name} on SWEEPER_DATA{(all is null ? "" : ", in the cache or on the system")}");
        return new DatasetCatalog(new([.. (all ?? environment).InOrder], _files.Cache, []));
    }
}
