using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Tests.Datasets.Fetching;

public class PublishedArchivesTests
{
    public static TheoryData<string> Names => [.. PublishedArchives.Names];

    [Fact]
    public void Every_dataset_of_the_contract_is_in_one_of_the_tables() => Assert.Equal(
        ["cifar-10", "cifar-100", "fashion-mnist", "imagenet", "kmnist", "mnist", "places365", "svhn"],
        PublishedArchives.Names.Concat(PublishedArchives.HandFetchedNames).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void Every_file_is_pinned_and_has_an_address_that_ends_in_its_name(string name)
    {
        var archive = PublishedArchives.Find(name)!;
        Assert.NotEmpty(archive.Files);
        Assert.All(archive.Files, file =>
        {
            Assert.True(Digest.TryParse(file.Sha256.Hex, out _), file.Name);
            Assert.True(file.Size > 0);
            Assert.NotEmpty(file.Addresses);
            Assert.All(file.Addresses, address => Assert.EndsWith($"/{file.Name}", address.AbsolutePath));
        });
        Assert.Equal(archive.Files.Length, archive.Files.Select(file => file.Sha256).Distinct().Count());
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("kmnist")]
    [InlineData("cifar-10")]
    [InlineData("cifar-100")]
    [InlineData("svhn")]
    public void The_downloads_have_the_digests_by_which_a_dataset_is_official(string name) =>
        Assert.All(PublishedArchives.Find(name)!.Files, file => Assert.Equal(file.Sha256, PublishedDatasets.Find(name)!.Files[file.Name]));
}
