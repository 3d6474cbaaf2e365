using System.Diagnostics;
using System.Globalization;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Models;

namespace Sweeper.Bench.Gpu;

/// <summary>Training steps on the first GPU: images a second and memory, beside the same network in PyTorch where python3 has it.</summary>
internal static class GpuBenchmark
{
    private const int Batch = 512;

    public static void Run()
    {
        CudaRuntime.Start();
        var gpu = CudaDriver.Gpus()[0];
        Console.WriteLine($"  {gpu.Name}; batch {Batch}, float32, TF32 convolutions; forward, loss, backward, SGD with momentum; medians of 3 rounds of 20 steps");
        foreach (var name in (string[])["vgg-19", "resnet-50"])
        {
            var architecture = ModelCatalog.Build(new ModelSpec(name), new ImageGeometry(3, 32, 32), classes: 10);
            var planes = Rate(architecture, channelsLast: false);
            var pixels = Rate(architecture, channelsLast: true);
            Console.WriteLine($"  {name} 3x32x32  channels first {planes:N0} images/s, channels last {pixels:N0} images/s, {CudaMemory.Used() / 1e9:N1} GB of GPU memory");
            if (PyTorch(name) is not { } bare) continue;
            Console.WriteLine($"  {name}: sweeper (channels first) / PyTorch eager   {planes / bare:N3}   ({bare:N0} images/s)");
            Console.WriteLine($"  {name}: sweeper (channels last) / PyTorch eager    {pixels / bare:N3}");
        }
    }

    private static double Rate(Architecture architecture, bool channelsLast)
    {
        using var steps = new GpuSteps(architecture, Batch, channelsLast);
        steps.Run(10);
        var rates = Enumerable.Range(0, 3).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            steps.Run(20);
            return 20 * Batch / clock.Elapsed.TotalSeconds;
        }).Order().ToList();
        return rates[1];
    }

    private static double? PyTorch(string model)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Gpu", "pytorch_steps.py");
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script, model, Batch.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
            var answer = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            if (python.ExitCode == 0) return double.Parse(answer, CultureInfo.InvariantCulture);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Said below: without Python there is no baseline, and the rest is worth printing.
        }
        Console.WriteLine($"  {model}: no ratio: python3 with a CUDA build of torch is not here");
        return null;
    }
}
