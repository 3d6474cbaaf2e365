using System.Collections.Immutable;
using Sweeper.Training.Devices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sweeper.Training.Models;

/// <summary>
/// An <see cref="Architecture"/> with values: parameters, gradients and running statistics, each in one flat buffer of which the
/// layers' tensors are views. One pass over the buffers then updates the whole network.
/// </summary>
public sealed class Network : IDisposable
{
    private const double NormMomentum = 0.1;
    private const double NormEpsilon = 1e-5;

    private readonly Dictionary<string, Tensor> _parameters = [];
    private readonly Dictionary<string, Tensor> _buffers = [];
    private readonly FlatTensor _statistics;

    /// <summary>All values 0, running statistics at their start; on a processor.</summary>
    public Network(Architecture architecture) : this(architecture, ComputeDevice.Cpu)
    {
    }

    /// <summary>All values 0, running statistics at their start.</summary>
    public Network(Architecture architecture, ComputeDevice device)
    {
        Architecture = architecture;
        Device = device;
        Weights = new FlatTensor(architecture.FlatLength, device);
        Gradients = new FlatTensor(architecture.FlatLength, device);
        _statistics = new FlatTensor(Math.Max(1, architecture.BufferLength), device);
        using var scope = NewDisposeScope();
        foreach (var slot in architecture.Parameters)
        {
            var parameter = View(Weights, slot.Offset, slot.Length, [.. slot.Shape]).detach().requires_grad_(true);
            parameter.grad = View(Gradients, slot.Offset, slot.Length, [.. slot.Shape]);
            _parameters[slot.Name] = parameter.DetachFromDisposeScope();
        }
        foreach (var slot in architecture.Buffers)
        {
            _buffers[slot.Name] = View(_statistics, slot.Offset, slot.Length, [slot.Length]).DetachFromDisposeScope();
            Values(slot).Fill(slot.Start);
        }
        _statistics.Upload();
    }

    /// <summary>What the network is.</summary>
    public Architecture Architecture { get; }

    /// <summary>Where it computes.</summary>
    public ComputeDevice Device { get; }

    /// <summary>Every parameter; <see cref="Architecture.FlatLength"/> elements, gaps 0.</summary>
    public FlatTensor Weights { get; }

    /// <summary>Every gradient, at the same places. The backward pass adds to them.</summary>
    public FlatTensor Gradients { get; }

    /// <summary>Every running statistic.</summary>
    internal ReadOnlySpan<float> Statistics => _statistics.Values;

    /// <summary>A parameter's elements, row-major.</summary>
    public Span<float> Values(ParameterSlot slot) => Weights.Values.Slice(slot.Offset, slot.Length);

    /// <summary>A running statistic's elements.</summary>
    public Span<float> Values(BufferSlot slot) => _statistics.Values.Slice(slot.Offset, slot.Length);

    /// <summary>Brings weights and statistics to the device, as <see cref="Values(ParameterSlot)"/> has them; on a processor they are there.</summary>
    public void Upload()
    {
        Weights.Upload();
        _statistics.Upload();
    }

    /// <summary>Brings weights and statistics from the device to <see cref="Values(ParameterSlot)"/>.</summary>
    public void Download()
    {
        Weights.Download();
        _statistics.Download();
    }

    /// <summary>Brings batch norm to its start: scales 1, shifts 0, running statistics as at first.</summary>
    public void ResetNorms()
    {
        foreach (var slot in Architecture.Buffers) Values(slot).Fill(slot.Start);
        // A batch norm's shift and a convolution's bias have one role; what has a running mean beside it is a batch norm.
        const string mean = ".running_mean";
        var norms = Architecture.Buffers.Where(slot => slot.Name.EndsWith(mean, StringComparison.Ordinal)).Select(slot => slot.Name[..^mean.Length]).ToHashSet();
        foreach (var slot in Architecture.Parameters.Where(slot => norms.Contains(slot.Name[..slot.Name.LastIndexOf('.')])))
            Values(slot).Fill(slot.Role == ParameterRole.Scale ? 1f : 0f);
    }

    /// <summary>The logits, batch x classes, of images, batch x channels x height x width.</summary>
    /// <param name="images">The images.</param>
    /// <param name="training">Whether batch norm uses the batch's statistics, and updates the running ones.</param>
    public Tensor Forward(Tensor images, bool training) => Run(Architecture.Layers, images, training);

    private Tensor Run(ImmutableArray<Layer> layers, Tensor input, bool training)
    {
        var x = input;
        foreach (var layer in layers)
        {
            var next = Run(layer, x, training);
            // Autograd keeps what it needs itself. Kept until the batch is done, a thousand test images in a resnet-20 took 3.9 GB.
            if (!ReferenceEquals(x, input)) x.Dispose();
            x = next;
        }
        return x;
    }

    private Tensor Run(Layer layer, Tensor x, bool training) => layer switch
    {
        Layer.Conv conv => functional.conv2d(x, _parameters[$"{conv.Name}.weight"], conv.Bias ? _parameters[$"{conv.Name}.bias"] : null,
            strides: [conv.Stride, conv.Stride], padding: [conv.Padding, conv.Padding]),
        Layer.BatchNorm norm => functional.batch_norm(x, _buffers[$"{norm.Name}.running_mean"], _buffers[$"{norm.Name}.running_var"],
            _parameters[$"{norm.Name}.weight"], _parameters[$"{norm.Name}.bias"], training, NormMomentum, NormEpsilon),
        Layer.Relu => functional.relu(x),
        Layer.MaxPool pool => functional.max_pool2d(x, pool.Size, pool.Stride, pool.Padding),
        Layer.GlobalAveragePool => x.mean([2, 3]),
        Layer.Flatten => x.flatten(1),
        Layer.Linear linear => functional.linear(x, _parameters[$"{linear.Name}.weight"], _parameters[$"{linear.Name}.bias"]),
        Layer.Residual block => Sum(block, x, training),
        _ => throw new InvalidOperationException($"no forward pass for {layer}"),
    };

    private Tensor Sum(Layer.Residual block, Tensor x, bool training)
    {
        using var main = Run(block.Main, x, training);
        if (block.Shortcut.IsEmpty) return main + x;
        using var shortcut = Run(block.Shortcut, x, training);
        return main + shortcut;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _parameters.Values)
        {
            tensor.grad?.Dispose();
            tensor.Dispose();
        }
        foreach (var tensor in _buffers.Values) tensor.Dispose();
        _statistics.Dispose();
        Gradients.Dispose();
        Weights.Dispose();
    }

    private static Tensor View(FlatTensor flat, int offset, int length, long[] shape) => flat.Tensor.narrow(0, offset, length).view(shape);
}
