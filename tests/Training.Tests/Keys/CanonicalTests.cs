using System.Globalization;
using CsCheck;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Tests.Keys;

public class CanonicalTests
{
    [Theory]
    [InlineData("0.20", "0.2")]
    [InlineData("0.2", "0.2")]
    [InlineData("0.2000000000000000000000000000", "0.2")]
    [InlineData("0.00", "0")]
    [InlineData("100", "100")]
    [InlineData("100.0", "100")]
    [InlineData("1234567.125", "1234567.125")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void A_decimal_has_no_trailing_zeros(string written, string canonical) =>
        Assert.Equal(canonical, Canonical.Number(decimal.Parse(written, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_decimal_reads_back_exactly() =>
        Gen.Select(Gen.Int[0, 1_000_000_000], Gen.Int[0, 12], Gen.Int[0, 10]).Sample((digits, scale, zeros) =>
        {
            var value = new decimal(digits, 0, 0, false, (byte)scale);
            var spelt = decimal.Parse(value.ToString(CultureInfo.InvariantCulture) + (scale > 0 ? new string('0', zeros) : ""), CultureInfo.InvariantCulture);
            Assert.Equal(value, decimal.Parse(Canonical.Number(value), CultureInfo.InvariantCulture));
            Assert.Equal(Canonical.Number(value), Canonical.Number(spelt));
        });

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(3e-4, "0.0003")]
    [InlineData(1e-5, "1E-05")]
    [InlineData(1, "1")]
    public void A_double_is_written_as_shortly_as_possible(double value, string canonical) => Assert.Equal(canonical, Canonical.Number(value));

    [Fact]
    public void A_double_reads_back_bit_for_bit() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
            BitConverter.DoubleToInt64Bits(double.Parse(Canonical.Number(value), CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(value));
}
