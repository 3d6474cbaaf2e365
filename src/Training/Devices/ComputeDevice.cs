using System.Globalization;
using TorchSharp;

namespace Sweeper.Training.Devices;

/// <summary>Where one training computes: a processor's thread, or one GPU.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Index">The GPU's number as the CUDA driver counts; for processors only a number to tell threads apart.</param>
public readonly record struct ComputeDevice(DeviceKind Kind, int Index)
{
    /// <summary>A processor's thread.</summary>
    public static ComputeDevice Cpu { get; } = new(DeviceKind.Cpu, 0);

    /// <summary>Its name: <c>cpu:0</c>, <c>cuda:1</c>.</summary>
    public string Name => $"{(Kind == DeviceKind.Cpu ? "cpu" : "cuda")}:{Index}";

    /// <summary>The device as libtorch names it: it has one cpu.</summary>
    internal torch.Device Torch => Kind == DeviceKind.Cpu ? torch.CPU : torch.device("cuda", Index);

    /// <summary>The device of a name.</summary>
    public static bool TryParse(string name, out ComputeDevice device)
    {
        device = default;
        if (name.Split(':') is not [var kind, var text] || kind is not ("cpu" or "cuda") || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
        device = new(kind == "cpu" ? DeviceKind.Cpu : DeviceKind.Cuda, index);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
