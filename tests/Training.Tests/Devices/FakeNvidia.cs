using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sweeper.Tests.Support;
using Sweeper.Training.Devices;

namespace Sweeper.Training.Tests.Devices;

/// <summary>NVIDIA's two libraries, made of <c>fake_nvidia.c</c>, in the place of any that this machine has.</summary>
internal static class FakeNvidia
{
    // Once a process: whoever has called a function keeps it.
    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>How often NVML was started without being ended.</summary>
    public static int Starts => Marshal.ReadInt32(At("fake_starts"));

    /// <summary>What was said before there was this one; null on a machine that has NVIDIA's.</summary>
    public static string? SaidWithout { get; private set; }

    /// <summary>Has it ready, and as after its start; skips the test where nothing compiles it.</summary>
    public static void Prepare()
    {
        Assert.SkipWhen(Loaded.Value == 0, "there is no C compiler (gcc) to make a driver of NVIDIA from");
        Set("fake_answer", 0);
        Set("fake_tells_load", 1);
    }

    /// <summary>Sets one of its variables.</summary>
    public static void Set(string variable, int value) => Marshal.WriteInt32(At(variable), value);

    private static nint At(string variable) => NativeLibrary.GetExport(Loaded.Value, variable);

    private static nint Load()
    {
        using var folder = new TestFolder();
        try
        {
            using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-Wall", "-Werror", "-o", folder["fake.so"], Source()]);
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }
        catch (Win32Exception)
        {
            return 0;
        }
        if (!NativeLibrary.TryLoad("libnvidia-ml.so.1", out _)) SaidWithout = Assert.Throws<DeviceException>(() => Nvml.Open("0000:1B:00.0")).Message;
        var fake = NativeLibrary.Load(folder["fake.so"]);
        NativeLibrary.SetDllImportResolver(typeof(CudaDriver).Assembly, (name, _, _) => name is "libcuda.so.1" or "libnvidia-ml.so.1" ? fake : 0);
        return fake;
    }

    private static string Source([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "fake_nvidia.c");
}
