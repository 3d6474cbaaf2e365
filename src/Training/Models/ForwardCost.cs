using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>Counts the arithmetic of a forward pass: two operations a multiply-add of convolutions and linear layers, nothing else.</summary>
internal static class ForwardCost
{
    /// <summary>Operations for one image.</summary>
    public static long Of(IEnumerable<Layer> layers, ImageGeometry input)
    {
        long total = 0;
        var (height, width) = (input.Height, input.Width);
        foreach (var layer in layers)
        {
            switch (layer)
            {
                case Layer.Conv conv:
                    (height, width) = (ConvSide(conv, height), ConvSide(conv, width));
                    total += 2L * conv.In * conv.Out * conv.Kernel * conv.Kernel * height * width;
                    break;
                case Layer.MaxPool pool:
                    (height, width) = (height / pool.Size, width / pool.Size);
                    break;
                case Layer.Linear linear:
                    total += 2L * linear.In * linear.Out;
                    break;
            }
        }
        return total;
    }

    private static int ConvSide(Layer.Conv conv, int side) => (side + 2 * conv.Padding - conv.Kernel) / conv.Stride + 1;
}
