namespace Sweeper.Bench.Optimizers;

/// <summary>The same made-up numbers for every way.</summary>
internal static class Values
{
    public static float[] Weights(int length) => Uniform(length, seed: 1, 0.1f);

    public static float[] Gradients(int length) => Uniform(length, seed: 2, 0.01f);

    /// <summary>1 for a fifth of the weights, 0 for the rest.</summary>
    public static float[] Mask(int length) => [.. Uniform(length, seed: 3, 1).Select(value => value > 0.6f ? 1f : 0f)];

    private static float[] Uniform(int length, int seed, float bound)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = (2 * random.NextSingle() - 1) * bound;
        return values;
    }
}
