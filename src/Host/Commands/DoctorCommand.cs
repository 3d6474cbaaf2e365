using System.CommandLine;
using System.Runtime.InteropServices;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Files;
using Sweeper.Training.Native;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper doctor</c>: checks what a run needs, and names the remedy of what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Build()
    {
        var command = new Command("doctor", "Check this machine: libtorch, processors, memory, data, disk").WithExamples("doctor");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var healthy = true;
        Check("system", () => $"{RuntimeInformation.OSDescription}, .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}");
        Check("processors", () => $"{Environment.ProcessorCount}: one trainer each by default");
        Check("memory", () => $"{ByteSize.Text(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)}");
        Check("libtorch", () => $"{TorchRuntime.Start()} from {TorchRuntime.Folder}");
        Check("training", () => NumericEnvironments.Cpu().ToString());
        Check("gpu", Gpus);
        Check("cache", () => UserCache.Folder ?? "none: this user has no home; XDG_CACHE_HOME names one");
        var paths = DatasetPaths.FromEnvironment();
        Check("data", () => paths.Search.IsEmpty ? $"{DatasetPaths.Variable} is not set; known datasets are looked for in the cache and the system's folders" : string.Join(Path.PathSeparator, paths.Search.Select(folder => Directory.Exists(folder) ? folder : $"{folder} (no such folder)")));
        Check("fashion-mnist", () => new DatasetCatalog(paths).Origin(new DatasetRef("fashion-mnist"))?.ToString() ?? "not on this machine; `sweeper run` fetches it from Debian's package, else from its publisher");
        Check("disk", () => $"{ByteSize.Text(new DriveInfo(Directory.GetCurrentDirectory()).AvailableFreeSpace)} free here");
        return healthy ? ExitCode.Done : ExitCode.Unexpected;

        void Check(string what, Func<string> look)
        {
            try
            {
                Console.Out.WriteLine($"ok    {what,-14} {look()}");
            }
            catch (Exception error)
            {
                healthy = false;
                Console.Out.WriteLine($"FAIL  {what,-14} {error.Message.Split('\n')[0]}");
            }
        }
    }

    // No GPU is no fault: a processor trains too. One that libtorch cannot use is worth saying, and how to change that.
    private static string Gpus()
    {
        IReadOnlyList<CudaGpu> gpus;
        try
        {
            gpus = CudaDriver.Gpus();
        }
        catch (DeviceException error)
        {
            return $"none: {error.Message}";
        }
        if (gpus.Count == 0) return "none visible; see CUDA_VISIBLE_DEVICES";
        var list = string.Join(", ", gpus.Select(gpu => $"cuda:{gpu.Index} {gpu.Name} ({ByteSize.Text(gpu.MemoryBytes)})"));
        return CudaRuntime.Fault is { } fault ? $"{list}; not usable: {fault}" : $"{list}; use --devices cuda";
    }
}
