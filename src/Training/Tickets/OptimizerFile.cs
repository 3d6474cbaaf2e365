using Sweeper.Training.Models;
using Sweeper.Training.Recipes;

namespace Sweeper.Training.Tickets;

/// <summary>An optimizer's state as a safetensors file: a tensor a moment and parameter (<c>momentum.features.0.weight</c>), and the number of updates.</summary>
internal static class OptimizerFile
{
    private const string Steps = "steps";

    // So far a float counts exactly: 70 times the paper's longest training, 90 epochs of ImageNet.
    private const int MostSteps = 1 << 24;

    /// <summary>The state's bytes.</summary>
    public static byte[] Write(FlatOptimizer optimizer, Architecture architecture) => SafeTensors.Write(
    [
        .. from moment in optimizer.Moments()
           from slot in architecture.Parameters
           select new SafeTensors.Entry($"{moment.Key}.{slot.Name}", slot.Shape, moment.Value.AsSpan(slot.Offset, slot.Length).ToArray()),
        new SafeTensors.Entry(Steps, [1], [optimizer.Steps]),
    ]);

    /// <summary>Brings an optimizer to a stored state; the last layer's moments stay 0 if <paramref name="skipHead"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are not the state of this kind of optimizer for this network.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, FlatOptimizer optimizer, Architecture architecture, bool skipHead)
    {
        var tensors = SafeTensors.Read(bytes);
        var moments = optimizer.Moments().ToDictionary(moment => moment.Key, moment => new float[moment.Value.Length]);
        foreach (var (name, values) in moments)
        {
            foreach (var slot in architecture.Parameters.Where(slot => !(skipHead && slot.IsHead)))
            {
                if (!tensors.TryGetValue($"{name}.{slot.Name}", out var tensor) || tensor.Values.Length != slot.Length)
                    throw new InvalidDataException($"there is no tensor {name}.{slot.Name} of {slot.Length} values");
                tensor.Values.CopyTo(values, slot.Offset);
            }
        }
        if (!tensors.TryGetValue(Steps, out var steps) || steps.Values is not [var count] || !(count is >= 0 and <= MostSteps && float.IsInteger(count)))
            throw new InvalidDataException($"there is no tensor {Steps} of one whole number from 0 to {MostSteps}");
        optimizer.Restore(moments, (int)count);
    }
}
