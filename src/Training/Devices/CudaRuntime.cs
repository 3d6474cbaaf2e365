using System.Runtime.InteropServices;
using Sweeper.Training.Native;
using TorchSharp;

namespace Sweeper.Training.Devices;

/// <summary>Makes libtorch ready to train on GPUs, once a process.</summary>
public static class CudaRuntime
{
    // cuBLAS gives the same bits again only with a workspace of fixed size (its manual, "Results reproducibility").
    private const string WorkspaceVariable = "CUBLAS_WORKSPACE_CONFIG";
    private const string Workspace = ":4096:8";

    private static readonly Lazy<string?> Prepared = new(Prepare);

    /// <summary>Loads libtorch and sets it to repeat itself bit for bit; later calls return at once.</summary>
    /// <exception cref="TorchUnavailableException">libtorch does not load.</exception>
    /// <exception cref="DeviceException">It cannot use a GPU.</exception>
    public static void Start()
    {
        if (Prepared.Value is { } fault) throw new DeviceException(fault);
    }

    /// <summary>Why libtorch cannot use GPUs; null where it can.</summary>
    /// <exception cref="TorchUnavailableException">libtorch does not load.</exception>
    public static string? Fault => Prepared.Value;

    /// <summary>Computes something with a GPU, so that one that does not answer as it should is known before it trains; processors are not tried.</summary>
    /// <exception cref="DeviceException">It does not compute.</exception>
    public static void Try(ComputeDevice device)
    {
        if (device.Kind != DeviceKind.Cuda) return;
        Start();
        try
        {
            using var one = torch.ones(1, device: device.Torch);
            if (one.item<float>() != 1f) throw new DeviceException($"{device} computes wrongly; see `nvidia-smi`");
        }
        catch (ExternalException failure)
        {
            throw new DeviceException($"{device} does not compute: {failure.Message.Split('\n')[0]}; see `nvidia-smi`", failure);
        }
    }

    private static string? Prepare()
    {
        // Read by cuBLAS when it starts: through libc, because .NET keeps its own copy of the environment.
        if (Environment.GetEnvironmentVariable(WorkspaceVariable) is null) _ = SetEnvironment(WorkspaceVariable, Workspace, 1);
        TorchRuntime.Start();
        if (!TorchLibraries.HasCuda)
            return $"the libtorch in {TorchRuntime.Folder} has no CUDA; name the lib folder of a PyTorch with CUDA in {TorchLibraries.FolderVariable}, or build with -p:TorchBackend=cuda";
        if (!torch.cuda.is_available())
            return $"the libtorch in {TorchRuntime.Folder} has CUDA but finds no GPU; compare its CUDA version with the driver's (`nvidia-smi`) and see CUDA_VISIBLE_DEVICES";
        TorchFlags.RepeatExactly();
        return null;
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetEnvironment(string name, string value, int overwrite);
}
