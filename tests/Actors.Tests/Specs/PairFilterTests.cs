using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;

namespace Sweeper.Actors.Tests.Specs;

public class PairFilterTests
{
    private static readonly Endpoint[] Ends =
        [On("svhn", "sgd"), On("svhn", "adam"), On("fashion-mnist-a", "sgd"), On("fashion-mnist-b", "sgd")];

    public static TheoryData<PairFilter, int> Filters => new()
    {
        { new PairFilter.SameDataset(), 4 + 1 + 1 },
        { new PairFilter.CrossDataset(), 16 - 6 },
        { new PairFilter.SameOptimizer(), 9 + 1 },
        { new PairFilter.CrossOptimizer(), 16 - 10 },
        // A base means its halves too; both sides must match.
        { new PairFilter.Except(new(["fashion-mnist"], []), new(["svhn"], [])), 16 - 4 },
        { new PairFilter.Only(new(["fashion-mnist"], []), new(["svhn"], [])), 4 },
        { new PairFilter.Only(new(["fashion-mnist-a"], []), new([], ["adam"])), 1 },
        { new PairFilter.Only(new(["fashion-mnist-c", "mine"], []), EndpointMatch.Any), 0 },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_allows_the_pairs_that_its_name_says(PairFilter filter, int allowed) => Assert.Equal(
        allowed, Ends.SelectMany(source => Ends.Select(target => (source, target))).Count(pair => filter.Allows(pair.source, pair.target)));

    [Fact]
    public void A_dataset_is_found_by_text_label_or_base_and_by_nothing_else()
    {
        var dataset = DatasetRef.Named("svhn") with { Fraction = 0.10m, Label = "little" };
        Assert.All(["svhn?fraction=0.1", "little", "svhn"], name => Assert.True(DatasetMatch.Matches(name, dataset)));
        Assert.All(["svhn?fraction=0.2", "Little", "svh", ""], name => Assert.False(DatasetMatch.Matches(name, dataset)));
    }

    private static Endpoint On(string dataset, string optimizer) => new(DatasetRef.Named(dataset), optimizer);
}
