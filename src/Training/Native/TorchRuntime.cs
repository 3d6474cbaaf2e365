using System.Globalization;
using TorchSharp;

namespace Sweeper.Training.Native;

/// <summary>Starts libtorch in this process, once, and says what it is.</summary>
public static class TorchRuntime
{
    private static readonly Lazy<string> Started = new(StartOnce);

    /// <summary>Loads libtorch and does one operation with it; returns its version. Later calls return at once.</summary>
    /// <exception cref="TorchUnavailableException">It does not load; one readable message says why.</exception>
    public static string Start() => Started.Value;

    /// <summary>The folder that libtorch comes from; null where there is none.</summary>
    public static string? Folder => TorchLibraries.Folder;

    private static string StartOnce()
    {
        Glibc.KeepFreedMemory();
        TorchLibraries.Load();
        try
        {
            using var one = torch.ones(1);
            if (one.item<float>() != 1f) throw new TorchUnavailableException("libtorch loads but does not compute.");
            return TorchLibraries.ExternalVersion ?? torch.__version__.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is TypeInitializationException or NotSupportedException or EntryPointNotFoundException or DllNotFoundException)
        {
            var reason = (error.InnerException ?? error).Message.Split('\n')[0];
            throw new TorchUnavailableException($"libtorch from {Folder} loads, but TorchSharp cannot use it: {reason}", error);
        }
    }
}
