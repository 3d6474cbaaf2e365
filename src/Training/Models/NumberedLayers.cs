namespace Sweeper.Training.Models;

/// <summary>Layers named by their position, as PyTorch's <c>Sequential</c> names them: <c>features.0</c>, <c>features.1</c>, ...</summary>
internal sealed class NumberedLayers(string name)
{
    private readonly List<Layer> _layers = [];

    public IReadOnlyList<Layer> Layers => _layers;

    public void Add(Func<string, Layer> layer) => _layers.Add(layer($"{name}.{_layers.Count}"));

    /// <summary>A 3x3 convolution that keeps height and width, batch norm if asked, and ReLU.</summary>
    public void AddConv3(int inputs, int outputs, bool batchNorm)
    {
        Add(conv => new Layer.Conv(conv, inputs, outputs, Kernel: 3, Stride: 1, Padding: 1));
        if (batchNorm) Add(norm => new Layer.BatchNorm(norm, outputs));
        Add(_ => new Layer.Relu());
    }
}
