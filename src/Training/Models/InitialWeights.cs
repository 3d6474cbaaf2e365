using Sweeper.Training.Draws;

namespace Sweeper.Training.Models;

/// <summary>Draws a network's first weights.</summary>
public static class InitialWeights
{
    /// <summary>Fills one tensor's elements: weights from the distribution, each under its own purpose; scales 1, shifts 0.</summary>
    /// <param name="slot">The tensor.</param>
    /// <param name="init">The distribution.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="purpose">The prefix of the purpose; the tensor's name follows: <c>init/</c>, <c>head/</c>, <c>ticket/random/weights/</c>.</param>
    /// <param name="values">The tensor's elements, in row-major order.</param>
    public static void Fill(ParameterSlot slot, Initialisation init, long seed, string purpose, Span<float> values)
    {
        switch (slot.Role)
        {
            case ParameterRole.Scale: values.Fill(1f); return;
            case ParameterRole.Shift: values.Clear(); return;
        }
        var draw = new Draw(seed, purpose + slot.Name);
        if (init == Initialisation.KaimingUniform)
        {
            var bound = Math.Sqrt(6.0 / slot.FanIn);
            foreach (ref var value in values) value = (float)(bound * (2 * draw.Uniform() - 1));
            return;
        }
        var sd = init == Initialisation.XavierNormal ? Math.Sqrt(2.0 / (Receptive(slot) * (slot.Shape[0] + slot.Shape[1]))) : Math.Sqrt(2.0 / slot.FanIn);
        foreach (ref var value in values) value = (float)(sd * draw.Normal());
    }

    // Kernel positions: fan in = inputs x positions, fan out = outputs x positions.
    private static double Receptive(ParameterSlot slot) => slot.FanIn / (double)slot.Shape[1];
}
