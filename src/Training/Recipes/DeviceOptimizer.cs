using System.Runtime.InteropServices;
using Sweeper.Training.Models;
using static TorchSharp.torch;

namespace Sweeper.Training.Recipes;

/// <summary>The same updates as <see cref="FlatSgd"/> and <see cref="FlatAdam"/>, as torch's operations on a GPU's flat tensors.</summary>
/// <remarks>A handful of kernels for the whole network; memory-bound, so 20 million weights take well under a millisecond.</remarks>
internal sealed class DeviceOptimizer : FlatOptimizer
{
    private readonly Dictionary<string, Tensor> _moments;
    private readonly Tensor? _maskOnDevice;

    public DeviceOptimizer(OptimizerSpec spec, Network network, float[]? mask) : base(spec, network, mask)
    {
        string[] names = spec.Kind == OptimizerKind.Sgd ? [FlatSgd.Momentum] : [FlatAdam.First, FlatAdam.Second];
        _moments = names.ToDictionary(name => name, _ => zeros_like(network.Weights.Tensor).DetachFromDisposeScope());
        _maskOnDevice = mask is null ? null : tensor(mask).to(network.Device.Torch).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, float[]> Moments() => _moments.ToDictionary(moment => moment.Key, moment =>
    {
        using var host = moment.Value.cpu();
        return MemoryMarshal.Cast<byte, float>(host.bytes).ToArray();
    });

    public override void Dispose()
    {
        base.Dispose();
        foreach (var moment in _moments.Values) moment.Dispose();
        _maskOnDevice?.Dispose();
    }

    private protected override void Restore(IReadOnlyDictionary<string, float[]> moments)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, values) in moments) _moments[name].copy_(tensor(values));
    }

    private protected override void Update(int start, int length, double decay, double rate)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        Tensor w = Part(Network.Weights.Tensor), g = Part(Network.Gradients.Tensor);
        if (Spec.Kind == OptimizerKind.Sgd) Sgd(w, g, Part(_moments[FlatSgd.Momentum]), decay, rate);
        else Adam(w, g, Part(_moments[FlatAdam.First]), Part(_moments[FlatAdam.Second]), decay, rate);
        if (_maskOnDevice is not null) w.mul_(Part(_maskOnDevice));
        g.zero_();

        Tensor Part(Tensor whole) => whole.narrow(0, start, length);
    }

    private void Sgd(Tensor w, Tensor g, Tensor v, double decay, double rate)
    {
        if (decay != 0) g.add_(w, decay);
        v.mul_(Spec.Momentum).add_(g);
        w.sub_((Spec.Nesterov ? g.add(v, Spec.Momentum) : v).mul(rate));
    }

    private void Adam(Tensor w, Tensor g, Tensor m, Tensor v, double decay, double rate)
    {
        if (Spec.Kind == OptimizerKind.AdamW) w.mul_(1 - (rate * decay));
        else if (decay != 0) g.add_(w, decay);
        m.mul_(Spec.Beta1).add_(g, 1 - Spec.Beta1);
        v.mul_(Spec.Beta2).addcmul_(g, g, 1 - Spec.Beta2);
        var root = Math.Sqrt(1 - Math.Pow(Spec.Beta2, Steps));
        w.addcdiv_(m, v.sqrt().div_(root).add_(Spec.Epsilon), -rate / (1 - Math.Pow(Spec.Beta1, Steps)));
    }
}
