using System.Collections.Immutable;
using Sweeper.Training.Datasets;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Models;

/// <summary>A network for one input shape and number of classes: its layers, its tensors and what they cost. Pure data.</summary>
public sealed class Architecture
{
    // Tensors start at multiples of 64 bytes: the alignment of a matrix may choose the code path of a BLAS, hence the bits of a result.
    private const int Alignment = 16;

    internal Architecture(IReadOnlyList<Layer> layers, ImageGeometry input, int classes, Initialisation init)
    {
        Layers = [.. layers];
        Input = input;
        Classes = classes;
        Init = init;
        var head = layers.OfType<Layer.Linear>().Last().Name;
        var parameters = ImmutableArray.CreateBuilder<ParameterSlot>();
        var buffers = ImmutableArray.CreateBuilder<BufferSlot>();
        foreach (var layer in layers) Add(layer);
        Parameters = parameters.ToImmutable();
        Buffers = buffers.ToImmutable();
        FlatLength = Parameters.Sum(slot => Aligned(slot.Length));
        BufferLength = Buffers.Sum(slot => Aligned(slot.Length));
        ForwardOperations = ForwardCost.Of(Layers, input);
        NeedsTwoImages = LayerSizes.Of(Layers, input).Any(step => step is { Layer: Layer.BatchNorm, Height: 1, Width: 1 });

        void Add(Layer layer)
        {
            switch (layer)
            {
                case Layer.Conv conv:
                    AddParameter($"{conv.Name}.weight", [conv.Out, conv.In, conv.Kernel, conv.Kernel], ParameterRole.Weight, false);
                    if (conv.Bias) AddParameter($"{conv.Name}.bias", [conv.Out], ParameterRole.Shift, false);
                    break;
                case Layer.Linear linear:
                    AddParameter($"{linear.Name}.weight", [linear.Out, linear.In], ParameterRole.Weight, linear.Name == head);
                    AddParameter($"{linear.Name}.bias", [linear.Out], ParameterRole.Shift, linear.Name == head);
                    break;
                case Layer.BatchNorm norm:
                    AddParameter($"{norm.Name}.weight", [norm.Channels], ParameterRole.Scale, false);
                    AddParameter($"{norm.Name}.bias", [norm.Channels], ParameterRole.Shift, false);
                    AddBuffer($"{norm.Name}.running_mean", norm.Channels, 0);
                    AddBuffer($"{norm.Name}.running_var", norm.Channels, 1);
                    break;
                case Layer.Residual block:
                    foreach (var inner in block.Main.Concat(block.Shortcut)) Add(inner);
                    break;
            }
        }

        void AddParameter(string name, ImmutableArray<long> shape, ParameterRole role, bool isHead) =>
            parameters.Add(new(name, shape, role, isHead, parameters.Sum(slot => Aligned(slot.Length))));

        void AddBuffer(string name, int length, float start) =>
            buffers.Add(new(name, length, start, buffers.Sum(slot => Aligned(slot.Length))));
    }

    /// <summary>The forward pass.</summary>
    public ImmutableArray<Layer> Layers { get; }

    /// <summary>The shape of an input image.</summary>
    public ImageGeometry Input { get; }

    /// <summary>The number of outputs.</summary>
    public int Classes { get; }

    /// <summary>How weights are first drawn.</summary>
    public Initialisation Init { get; }

    /// <summary>The trained tensors, in the order of the forward pass.</summary>
    public ImmutableArray<ParameterSlot> Parameters { get; }

    /// <summary>The running statistics, in the order of the forward pass.</summary>
    public ImmutableArray<BufferSlot> Buffers { get; }

    /// <summary>Elements of a flat parameter buffer, alignment gaps included.</summary>
    public int FlatLength { get; }

    /// <summary>Elements of the flat buffer of running statistics, alignment gaps included.</summary>
    public int BufferLength { get; }

    /// <summary>Floating-point operations of the forward pass of one image (a multiply and an add are two).</summary>
    public long ForwardOperations { get; }

    /// <summary>Whether a batch norm sees one value a channel and image, so that a batch of one image has no variance.</summary>
    public bool NeedsTwoImages { get; }

    /// <summary>The number of trained values.</summary>
    public long ParameterCount => Parameters.Sum(slot => (long)slot.Length);

    /// <summary>Bytes of a weights file: every parameter and running statistic, four bytes each (names aside).</summary>
    public long WeightBytes => 4 * (ParameterCount + Buffers.Sum(slot => (long)slot.Length));

    /// <summary>The tensors that pruning may touch, in the order of the forward pass.</summary>
    public IEnumerable<ParameterSlot> Prunable(PrunedTensors tensors) => Parameters.Where(tensors.Include);

    private static int Aligned(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
