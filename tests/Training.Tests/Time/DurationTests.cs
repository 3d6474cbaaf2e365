using CsCheck;
using Sweeper.Training.Time;

namespace Sweeper.Training.Tests.Time;

public class DurationTests
{
    [Fact]
    public void Every_duration_reads_back_from_its_text() =>
        Gen.Select(Gen.Int[1, int.MaxValue], Gen.Bool).Sample((count, epochs) =>
        {
            var duration = epochs ? Duration.Epochs(count) : Duration.Steps(count);
            Assert.True(Duration.TryParse(duration.ToString(), out var again));
            Assert.Equal(duration, again);
        });

    [Theory]
    [InlineData("160ep", 160, DurationUnit.Epochs)]
    [InlineData("5000it", 5000, DurationUnit.Steps)]
    [InlineData("2147483647it", int.MaxValue, DurationUnit.Steps)]
    [InlineData("0", 0, DurationUnit.Steps)]
    [InlineData("0ep", 0, DurationUnit.Steps)]
    [InlineData("0it", 0, DurationUnit.Steps)]
    [InlineData("007ep", 7, DurationUnit.Epochs)]
    public void A_duration_is_a_count_and_a_unit(string text, int count, DurationUnit unit)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(new Duration(count, unit), duration);
    }

    [Theory]
    [InlineData("160ep", "160ep")]
    [InlineData("5000it", "5000it")]
    [InlineData("0ep", "0")]
    public void A_duration_is_printed_as_it_is_written(string text, string printed)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(printed, duration.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("ep")]
    [InlineData("it")]
    [InlineData("-1ep")]
    [InlineData("+1ep")]
    [InlineData("1.5ep")]
    [InlineData("1e3it")]
    [InlineData("1,000it")]
    [InlineData("99999999999it")]
    [InlineData("2147483648ep")]
    [InlineData(" 1ep")]
    [InlineData("1 ep")]
    [InlineData("1ep ")]
    [InlineData("1EP")]
    [InlineData("1epochs")]
    [InlineData("٣ep")]
    public void Anything_else_is_refused(string? text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void Epochs_become_steps_without_overflow()
    {
        Assert.Equal(320, Duration.Epochs(160).ToSteps(2));
        Assert.Equal(5000, Duration.Steps(5000).ToSteps(2));
        Assert.Equal((long)int.MaxValue * int.MaxValue, Duration.Epochs(int.MaxValue).ToSteps(int.MaxValue));
    }
}
