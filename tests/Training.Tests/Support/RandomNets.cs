using CsCheck;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tests.Support;

/// <summary>Random small networks: some convolutions, some with batch norm, then some linear layers.</summary>
internal static class RandomNets
{
    private static readonly Gen<(int Channels, int Kernel, bool Norm)[]> Convolutions = Gen.Select(Gen.Int[1, 6], Gen.OneOfConst(1, 3), Gen.Bool).Array[0, 3];

    /// <summary>The networks.</summary>
    public static readonly Gen<Architecture> Any =
        from channels in Gen.OneOfConst(1, 3)
        from side in Gen.Int[1, 6]
        from convolutions in Convolutions
        from pool in Gen.Bool
        from widths in Gen.Int[1, 9].Array[0, 2]
        from classes in Gen.Int[2, 6]
        select Build(new(channels, side, side), convolutions, pool, widths, classes);

    /// <summary>Which tensors are pruned; each kind that is drawn, and all of them where that leaves none.</summary>
    public static Gen<PrunedTensors> TensorsOf(Architecture architecture) =>
        from kind in Gen.OneOfConst(PrunedTensors.Default, PrunedTensors.All, new PrunedTensors(true, false, false), new PrunedTensors(false, true, true))
        select architecture.Prunable(kind).Any() ? kind : PrunedTensors.All;

    private static Architecture Build(ImageGeometry input, (int Channels, int Kernel, bool Norm)[] convolutions, bool pool, int[] widths, int classes)
    {
        var layers = new List<Layer>();
        var width = input.Channels;
        foreach (var (channels, kernel, norm) in convolutions)
        {
            layers.Add(new Layer.Conv($"features.{layers.Count}", width, channels, kernel, 1, kernel / 2));
            if (norm) layers.Add(new Layer.BatchNorm($"features.{layers.Count}", channels));
            layers.Add(new Layer.Relu());
            width = channels;
        }
        if (pool) layers.Add(new Layer.GlobalAveragePool());
        else layers.Add(new Layer.Flatten());
        width *= pool ? 1 : input.Height * input.Width;
        foreach (var next in widths)
        {
            layers.Add(new Layer.Linear($"classifier.{layers.Count}", width, next));
            layers.Add(new Layer.Relu());
            width = next;
        }
        layers.Add(new Layer.Linear($"classifier.{layers.Count}", width, classes));
        return new Architecture(layers, input, classes, Initialisation.KaimingNormal);
    }
}
