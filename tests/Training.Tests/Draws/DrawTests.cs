using Sweeper.Training.Draws;

namespace Sweeper.Training.Tests.Draws;

public class DrawTests
{
    [Fact]
    public void The_reference_gives_the_published_first_numbers()
    {
        // The authors' C code from the state {1, 2, 3, 4}.
        var reference = new ReferenceXoshiro([1, 2, 3, 4]);
        Assert.Equal([11520UL, 0UL, 1509978240UL, 1215971899390074240UL], Enumerable.Range(0, 4).Select(_ => reference.Next()));
    }

    [Theory]
    [InlineData(0, "init/fc1.weight")]
    [InlineData(7, "order/3")]
    [InlineData(-1, "ticket/random/mask/30")]
    [InlineData(long.MaxValue, "")]
    public void Bits_are_xoshiro_seeded_by_the_hash_of_seed_and_purpose(long seed, string purpose)
    {
        var draw = new Draw(seed, purpose);
        var reference = ReferenceXoshiro.Named($"{seed}/{purpose}");
        for (var i = 0; i < 1000; i++) Assert.Equal(reference.Next(), draw.NextBits());
    }

    [Fact]
    public void A_named_draw_is_seeded_by_its_name_alone()
    {
        Assert.Equal(ReferenceXoshiro.Named("halves/fashion-mnist").Next(), Draw.Named("halves/fashion-mnist").NextBits());
        Assert.Equal(Draw.Named("3/order/0").NextBits(), new Draw(3, "order/0").NextBits());
    }

    [Fact]
    public void Equal_names_are_equal_draws_and_other_names_are_other_draws()
    {
        Assert.Equal(new Draw(5, "order/1").Permutation(50), new Draw(5, "order/1").Permutation(50));
        var names = new[] { (5L, "order/1"), (5L, "order/2"), (6L, "order/1"), (5L, "init/fc1.weight"), (51L, "order/"), (5L, "order/11") };
        Assert.Equal(names.Length, names.Select(name => new Draw(name.Item1, name.Item2).NextBits()).Distinct().Count());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(97)]
    public void Below_is_uniform(int bound)
    {
        const int samples = 200_000;
        var counts = new int[bound];
        var draw = new Draw(1, $"test/below/{bound}");
        for (var i = 0; i < samples; i++) counts[draw.Below(bound)]++;
        var expected = samples / (double)bound;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        var freedom = bound - 1;
        Assert.True(chiSquare < freedom + 5 * Math.Sqrt(2.0 * freedom), $"chi-square {chiSquare} with {freedom} degrees of freedom");
    }

    [Fact]
    public void Below_is_uniform_over_the_parts_of_a_bound_that_does_not_divide_a_power_of_two()
    {
        const int bound = 3 << 29, samples = 90_000;
        var counts = new int[3];
        var draw = new Draw(2, "test/below");
        for (var i = 0; i < samples; i++)
        {
            var value = draw.Below(bound);
            Assert.InRange(value, 0, bound - 1);
            counts[value / (bound / 3)]++;
        }
        // 3 sigma of a count is 424.
        Assert.All(counts, count => Assert.InRange(count, 29_500, 30_500));
    }

    [Fact]
    public void Below_is_the_high_word_of_the_product()
    {
        var draw = new Draw(3, "test/below");
        var reference = ReferenceXoshiro.Named("3/test/below");
        for (var i = 0; i < 1000; i++) Assert.Equal((int)(Math.BigMul(reference.Next(), 1000UL, out _)), draw.Below(1000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Below_refuses_a_bound_that_is_not_positive(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Draw(0, "x").Below(bound));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_permutation_holds_every_number_once(int count) =>
        Assert.Equal(Enumerable.Range(0, count), new Draw(0, "test/permutation").Permutation(count).Order());

    [Fact]
    public void Every_order_of_four_is_equally_likely()
    {
        const int samples = 48_000;
        var draw = new Draw(0, "test/orders");
        var counts = Enumerable.Range(0, samples).GroupBy(_ => string.Join(',', draw.Permutation(4))).Select(group => group.Count()).ToList();
        Assert.Equal(24, counts.Count);
        var chiSquare = counts.Sum(count => (count - 2000.0) * (count - 2000.0) / 2000);
        Assert.True(chiSquare < 23 + 5 * Math.Sqrt(2 * 23), $"chi-square {chiSquare}");
    }

    [Fact]
    public void Uniform_numbers_lie_in_the_unit_interval_with_its_moments()
    {
        const int samples = 100_000;
        var draw = new Draw(0, "test/uniform");
        var values = Enumerable.Range(0, samples).Select(_ => draw.Uniform()).ToList();
        Assert.All(values, value => Assert.InRange(value, 0, 1 - Math.Pow(2, -53)));
        Assert.Equal(0.5, values.Average(), 4 / Math.Sqrt(12.0 * samples));
        Assert.Equal(1 / 3.0, values.Average(value => value * value), 4 * Math.Sqrt(4 / 45.0 / samples));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_tails_of_the_normal_distribution()
    {
        const int samples = 200_000;
        var draw = new Draw(0, "test/normal");
        var values = Enumerable.Range(0, samples).Select(_ => draw.Normal()).ToList();
        Assert.Equal(0, values.Average(), 4 / Math.Sqrt(samples));
        Assert.Equal(1, values.Average(x => x * x), 4 * Math.Sqrt(2.0 / samples));
        Assert.Equal(0, values.Average(x => x * x * x), 4 * Math.Sqrt(15.0 / samples));
        Assert.Equal(3, values.Average(x => x * x * x * x), 4 * Math.Sqrt(96.0 / samples));
        Assert.Equal(0.0455, values.Count(x => Math.Abs(x) > 2) / (double)samples, 0.002);
        // The two numbers of one polar pair are independent.
        Assert.Equal(0, Enumerable.Range(0, samples / 2).Average(i => values[2 * i] * values[2 * i + 1]), 4 / Math.Sqrt(samples / 2));
    }
}
