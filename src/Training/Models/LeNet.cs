using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>LeNet-300-100 (LeCun et al. 1998; Frankle and Carbin 2019, figure 2): two hidden layers, 300 and 100 units.</summary>
internal static class LeNet
{
    public static IReadOnlyList<Layer> Layers(ModelSpec spec, ImageGeometry input, int classes) =>
    [
        new Layer.Flatten(),
        new Layer.Linear("fc1", input.Length, 300), new Layer.Relu(),
        new Layer.Linear("fc2", 300, 100), new Layer.Relu(),
        new Layer.Linear("fc3", 100, classes),
    ];
}
