using System.Runtime.InteropServices;

namespace Sweeper.Training.Native;

/// <summary>Switches of libtorch that TorchSharp does not have: C++ methods of <c>at::Context</c>, called by their mangled names.</summary>
internal static unsafe class TorchFlags
{
    /// <summary>
    /// cuDNN takes deterministic algorithms, and the same ones every time (no benchmarking), so equal trainings end in equal bits on one
    /// kind of GPU. Convolutions may use TF32, as PyTorch's default is; matrix products do not.
    /// </summary>
    /// <exception cref="TorchUnavailableException">This libtorch does not have the switches.</exception>
    public static void RepeatExactly()
    {
        var context = ((delegate* unmanaged<nint>)Find("_ZN2at13globalContextEv"))();
        Set(context, "_ZN2at7Context21setDeterministicCuDNNEb", true);
        Set(context, "_ZN2at7Context17setBenchmarkCuDNNEb", false);
        Set(context, "_ZN2at7Context17setAllowTF32CuDNNEb", true);
        Set(context, "_ZN2at7Context18setAllowTF32CuBLASEb", false);
    }

    /// <summary>Convolutions on processors are libtorch's own, not oneDNN's: slower, and other bits.</summary>
    /// <exception cref="TorchUnavailableException">This libtorch does not have the switch.</exception>
    public static void WithoutOneDnn() => Set(((delegate* unmanaged<nint>)Find("_ZN2at13globalContextEv"))(), "_ZN2at7Context20setUserEnabledMkldnnEb", false);

    private static void Set(nint context, string method, bool value) => ((delegate* unmanaged<nint, byte, void>)Find(method))(context, value ? (byte)1 : (byte)0);

    private static nint Find(string symbol) =>
        NativeLibrary.TryGetExport(TorchLibraries.Main, symbol, out var address) ? address
        : throw new TorchUnavailableException($"the libtorch in {TorchLibraries.Folder} does not have {symbol}, a switch that Sweeper needs; use libtorch 2.10 or 2.11");
}
