using Sweeper.Host.Output;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class SpeedBookTests
{
    [Fact]
    public void What_a_run_measured_the_next_plan_knows()
    {
        using var folder = new TestFolder();
        SpeedBook.Load(folder["cache"]).Record([("lenet-300-100", 1e9)]);
        SpeedBook.Load(folder["cache"]).Record([("conv-2", 3e9)]);
        Assert.Equal(3, SpeedBook.Load(folder["cache"]).Seconds("lenet-300-100", 3e9));
        Assert.Equal(["speeds.json"], Directory.GetFiles(folder["cache"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_model_never_measured_goes_by_the_mean_of_the_others() =>
        Assert.Equal(2, new SpeedBook(new Dictionary<string, double> { ["a"] = 1e9, ["b"] = 3e9 }).Seconds("c", 4e9));

    [Fact]
    public void Without_a_measurement_the_book_is_empty() => Assert.True(new SpeedBook(new Dictionary<string, double>()).IsEmpty);

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("null")]
    [InlineData("{\"lenet-300-100\": \"fast\"}")]
    [InlineData("{\"lenet-300-100\": null}")]
    [InlineData("{\"lenet-300-100\": 0}")]
    [InlineData("{\"lenet-300-100\": -5}")]
    [InlineData("{\"lenet-300-100\": 1e-300}")]
    public void A_damaged_book_is_an_empty_one(string text)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["speeds.json"], text);
        var book = SpeedBook.Load(folder.Path);
        Assert.True(book.IsEmpty);
        book.Record([("lenet-300-100", 1e9)]);
        Assert.Equal(3, SpeedBook.Load(folder.Path).Seconds("lenet-300-100", 3e9));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    public void What_is_no_speed_is_not_noted(double speed)
    {
        using var folder = new TestFolder();
        SpeedBook.Load(folder.Path).Record([("lenet-300-100", speed)]);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_costs_an_estimate_and_no_more()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["cache"], "a file where the folder should be");
        SpeedBook.Load(folder["cache"]).Record([("lenet-300-100", 1e9)]);
        Assert.True(SpeedBook.Load(folder["cache"]).IsEmpty);
    }
}
