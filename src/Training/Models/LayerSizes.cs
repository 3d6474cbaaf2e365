using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>Follows the size of an image through a network.</summary>
internal static class LayerSizes
{
    /// <summary>Each layer that is no block, in the order of the forward pass, with the height and width of what it gives.</summary>
    public static IReadOnlyList<(Layer Layer, int Height, int Width)> Of(IEnumerable<Layer> layers, ImageGeometry input)
    {
        var sizes = new List<(Layer, int, int)>();
        Walk(layers, input.Height, input.Width, sizes);
        return sizes;
    }

    private static (int Height, int Width) Walk(IEnumerable<Layer> layers, int height, int width, List<(Layer, int, int)> sizes)
    {
        foreach (var layer in layers)
        {
            if (layer is Layer.Residual block)
            {
                var end = Walk(block.Main, height, width, sizes);
                Walk(block.Shortcut, height, width, sizes);
                (height, width) = end;
                continue;
            }
            (height, width) = layer switch
            {
                Layer.Conv conv => (Side(height, conv.Kernel, conv.Stride, conv.Padding), Side(width, conv.Kernel, conv.Stride, conv.Padding)),
                Layer.MaxPool pool => (Side(height, pool.Size, pool.Stride, pool.Padding), Side(width, pool.Size, pool.Stride, pool.Padding)),
                Layer.GlobalAveragePool or Layer.Flatten => (1, 1),
                _ => (height, width),
            };
            sizes.Add((layer, height, width));
        }
        return (height, width);
    }

    private static int Side(int side, int kernel, int stride, int padding) => (side + 2 * padding - kernel) / stride + 1;
}
