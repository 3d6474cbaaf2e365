using Sweeper.Training.Files;

namespace Sweeper.Training.Tests.Files;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(256L << 20, "256 MiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void Bytes_are_written_in_the_largest_unit(long bytes, string text) => Assert.Equal(text, ByteSize.Text(bytes));
}
