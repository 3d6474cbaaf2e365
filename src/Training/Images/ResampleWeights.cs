namespace Sweeper.Training.Images;

/// <summary>
/// Which input pixels make each output pixel of one axis, and by how much: a triangle around the output's centre, as wide as one input
/// pixel to each side, or as one output pixel where the image shrinks (antialiasing). The method of Pillow and torchvision.
/// </summary>
/// <remarks>
/// With n input and m output pixels all positions are counted in 1/2m of an input pixel, where they are whole numbers: output o has its
/// centre at (2o + 1)n, input i at (2i + 1)m, the triangle reaches 2 max(n, m) to each side. Input i weighs
/// max(0, 2 max(n, m) - |(2i + 1)m - (2o + 1)n|), divided by the sum of an output's weights and rounded to 1/2^22. So no rounding of
/// floating point numbers is in it.
/// </remarks>
internal sealed class ResampleWeights
{
    /// <summary>Weights are whole numbers of 1/2^22: with bytes of 255 their sums stay below 2^31.</summary>
    public const int Bits = 22;

    private readonly int[] _first;
    private readonly int[] _start;
    private readonly int[] _weights;

    /// <summary>The weights of outputs <paramref name="skip"/> to <paramref name="skip"/> + <paramref name="count"/> of those that n inputs make.</summary>
    /// <param name="inputs">n, at least 1.</param>
    /// <param name="outputs">m, at least 1.</param>
    /// <param name="skip">Outputs left out at the start.</param>
    /// <param name="count">Outputs wanted.</param>
    public ResampleWeights(int inputs, int outputs, int skip, int count)
    {
        (Inputs, Outputs, Skip, Count) = (inputs, outputs, skip, count);
        _first = new int[count];
        _start = new int[count + 1];
        var weights = new List<int>(count * (2 * Math.Max(1, inputs / outputs) + 2));
        var raw = new List<long>();
        for (var o = 0; o < count; o++)
        {
            _first[o] = Raw(2L * (o + skip) + 1, raw);
            var sum = raw.Sum();
            foreach (var weight in raw) weights.Add((int)(((weight << (Bits + 1)) + sum) / (2 * sum)));
            _start[o + 1] = weights.Count;
        }
        _weights = [.. weights];
    }

    /// <summary>n.</summary>
    public int Inputs { get; }

    /// <summary>m.</summary>
    public int Outputs { get; }

    /// <summary>Outputs left out at the start.</summary>
    public int Skip { get; }

    /// <summary>Outputs that there are weights for.</summary>
    public int Count { get; }

    /// <summary>The first input of an output, and the weights of it and of those that follow.</summary>
    public (int First, ReadOnlyMemory<int> Weights) Of(int output) => (_first[output], _weights.AsMemory(_start[output].._start[output + 1]));

    // The inputs under a triangle, and what they weigh before the division; at least one does.
    private int Raw(long oddOutput, List<long> raw)
    {
        raw.Clear();
        long centre = oddOutput * Inputs, reach = 2L * Math.Max(Inputs, Outputs);
        var first = (int)Math.Max(0, (centre - reach - Outputs) / (2L * Outputs));
        while (Weight(first) <= 0) first++;
        for (var i = first; i < Inputs && Weight(i) > 0; i++) raw.Add(Weight(i));
        return first;

        long Weight(int input) => reach - Math.Abs((2L * input + 1) * Outputs - centre);
    }
}
