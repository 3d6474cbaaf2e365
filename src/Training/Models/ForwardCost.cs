using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>Counts the arithmetic of a forward pass: two operations a multiply-add of convolutions and linear layers, nothing else.</summary>
internal static class ForwardCost
{
    /// <summary>Operations for one image.</summary>
    public static long Of(IEnumerable<Layer> layers, ImageGeometry input)
    {
        var (height, width) = (input.Height, input.Width);
        return Walk(layers, ref height, ref width);
    }

    private static long Walk(IEnumerable<Layer> layers, ref int height, ref int width)
    {
        long total = 0;
        foreach (var layer in layers)
        {
            switch (layer)
            {
                case Layer.Conv conv:
                    (height, width) = (Side(height, conv.Kernel, conv.Stride, conv.Padding), Side(width, conv.Kernel, conv.Stride, conv.Padding));
                    total += 2L * conv.In * conv.Out * conv.Kernel * conv.Kernel * height * width;
                    break;
                case Layer.MaxPool pool:
                    (height, width) = (Side(height, pool.Size, pool.Stride, pool.Padding), Side(width, pool.Size, pool.Stride, pool.Padding));
                    break;
                case Layer.Linear linear:
                    total += 2L * linear.In * linear.Out;
                    break;
                case Layer.Residual block:
                    var (inputHeight, inputWidth) = (height, width);
                    total += Walk(block.Main, ref height, ref width) + Walk(block.Shortcut, ref inputHeight, ref inputWidth);
                    break;
            }
        }
        return total;
    }

    private static int Side(int side, int kernel, int stride, int padding) => (side + 2 * padding - kernel) / stride + 1;
}
