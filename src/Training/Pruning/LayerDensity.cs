using System.Collections.Immutable;
using Sweeper.Training.Models;

namespace Sweeper.Training.Pruning;

/// <summary>How much of one prunable tensor a mask leaves.</summary>
/// <param name="Name">The PyTorch-style name.</param>
/// <param name="Shape">The tensor's shape.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Left">Those that live.</param>
public sealed record LayerDensity(string Name, ImmutableArray<long> Shape, int Weights, int Left)
{
    /// <summary>Left / weights.</summary>
    public double Density => (double)Left / Weights;

    /// <summary>Every tensor of a mask, in order.</summary>
    /// <exception cref="InvalidDataException">The mask is not of this network.</exception>
    public static ImmutableArray<LayerDensity> Of(Mask mask, Architecture architecture)
    {
        var slots = architecture.Parameters.ToDictionary(slot => slot.Name);
        var layers = ImmutableArray.CreateBuilder<LayerDensity>(mask.Parts.Length);
        long position = 0;
        foreach (var part in mask.Parts)
        {
            if (!slots.TryGetValue(part.Name, out var slot) || slot.Length != part.Length)
                throw new InvalidDataException($"the mask has {part.Length} weights of {part.Name}, which this network does not have");
            var left = 0;
            for (var end = position + part.Length; position < end; position++)
            {
                if (mask[position]) left++;
            }
            layers.Add(new(part.Name, slot.Shape, part.Length, left));
        }
        return layers.MoveToImmutable();
    }
}
