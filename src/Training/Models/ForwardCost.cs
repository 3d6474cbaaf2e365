using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>Counts the arithmetic of a forward pass: two operations a multiply-add of convolutions and linear layers, nothing else.</summary>
internal static class ForwardCost
{
    /// <summary>Operations for one image.</summary>
    public static long Of(IEnumerable<Layer> layers, ImageGeometry input) => LayerSizes.Of(layers, input).Sum(step => step.Layer switch
    {
        Layer.Conv conv => 2L * conv.In * conv.Out * conv.Kernel * conv.Kernel * step.Height * step.Width,
        Layer.Linear linear => 2L * linear.In * linear.Out,
        _ => 0,
    });
}
