using System.Collections.Immutable;
using Sweeper.Training.Models;

namespace Sweeper.Training.Tests.Models;

public class InitialWeightsTests
{
    private static ParameterSlot Slot(ParameterRole role, params ImmutableArray<long> shape) => new("layer.weight", shape, role, false, 0);

    private static float[] Drawn(ParameterSlot slot, Initialisation init, long seed = 0, string purpose = "init/")
    {
        var values = new float[slot.Length];
        Array.Fill(values, float.NaN);
        InitialWeights.Fill(slot, init, seed, purpose, values);
        return values;
    }

    // A linear layer of 300 x 784, and a convolution of 64 x 32 x 3 x 3: fan in 288, fan out 576.
    public static TheoryData<Initialisation, long[], double> Variances => new()
    {
        { Initialisation.XavierNormal, [300, 784], 2.0 / (784 + 300) },
        { Initialisation.XavierNormal, [64, 32, 3, 3], 2.0 / (288 + 576) },
        { Initialisation.KaimingNormal, [300, 784], 2.0 / 784 },
        { Initialisation.KaimingNormal, [64, 32, 3, 3], 2.0 / 288 },
        { Initialisation.KaimingUniform, [300, 784], 2.0 / 784 },
        { Initialisation.KaimingUniform, [64, 32, 3, 3], 2.0 / 288 },
    };

    [Theory, MemberData(nameof(Variances))]
    public void Weights_have_the_mean_and_the_variance_of_their_distribution(Initialisation init, long[] shape, double variance)
    {
        var values = Drawn(Slot(ParameterRole.Weight, [.. shape]), init);
        // The square of a normal number has the relative variance 2, that of a uniform one 4/5.
        var spread = init == Initialisation.KaimingUniform ? 0.8 : 2;
        Assert.Equal(0, values.Average(value => (double)value), 3 * Math.Sqrt(variance / values.Length));
        Assert.Equal(variance, values.Average(value => (double)value * value), 3 * variance * Math.Sqrt(spread / values.Length));
    }

    [Fact]
    public void Uniform_weights_fill_their_interval()
    {
        var bound = Math.Sqrt(6.0 / 784);
        var values = Drawn(Slot(ParameterRole.Weight, 300, 784), Initialisation.KaimingUniform);
        Assert.InRange(values.Max(), 0.9999 * bound, bound * (1 + 1e-7));
        Assert.InRange(values.Min(), -bound * (1 + 1e-7), -0.9999 * bound);
    }

    [Fact]
    public void Normal_weights_go_beyond_three_sigma()
    {
        var values = Drawn(Slot(ParameterRole.Weight, 300, 784), Initialisation.KaimingNormal);
        Assert.Equal(0.0027, values.Count(value => Math.Abs(value) > 3 * Math.Sqrt(2.0 / 784)) / (double)values.Length, 0.0004);
    }

    [Theory]
    [InlineData(ParameterRole.Scale, 1f)]
    [InlineData(ParameterRole.Shift, 0f)]
    public void Scales_start_at_one_and_shifts_at_zero(ParameterRole role, float start) =>
        Assert.All(Drawn(Slot(role, 64), Initialisation.XavierNormal), value => Assert.Equal(start, value));

    [Fact]
    public void Each_tensor_seed_and_purpose_has_its_own_draw()
    {
        var slot = Slot(ParameterRole.Weight, 4, 4);
        var first = Drawn(slot, Initialisation.XavierNormal);
        Assert.Equal(first, Drawn(slot, Initialisation.XavierNormal));
        Assert.NotEqual(first, Drawn(slot with { Name = "other.weight" }, Initialisation.XavierNormal));
        Assert.NotEqual(first, Drawn(slot, Initialisation.XavierNormal, seed: 1));
        Assert.NotEqual(first, Drawn(slot, Initialisation.XavierNormal, purpose: "head/"));
    }

    [Fact]
    public void Every_initialisation_has_a_name_of_its_own()
    {
        Assert.Equal(Enum.GetValues<Initialisation>().Order(), InitialisationNames.All.Values.Order());
        Assert.All(InitialisationNames.All, pair => Assert.Equal(pair.Key, pair.Value.Name()));
    }
}
