using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Native;

/// <summary>
/// Finds and loads libtorch and TorchSharp's own native library, also on systems whose libstdc++ is older than the one that
/// TorchSharp was linked with (Debian 12, Ubuntu 22.04, RHEL 9): see <see cref="ElfVersionNeed"/>.
/// </summary>
internal static class TorchLibraries
{
    /// <summary>The environment variable that names the folder of an existing libtorch, such as <c>.../torch/lib</c>.</summary>
    public const string FolderVariable = "SWEEPER_LIBTORCH";

    private const string NewerVersion = "GLIBCXX_3.4.32";
    private const string Bridge = "LibTorchSharp";

    private static readonly Lazy<IntPtr> LoadedBridge = new(LoadAll);

    /// <summary>The folder that libtorch was, or would be, loaded from; null if there is none.</summary>
    public static string? Folder => CandidateFolders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "libtorch_cpu.so")));

    /// <summary>Loads everything now.</summary>
    /// <exception cref="TorchUnavailableException">A library is missing or does not load.</exception>
    public static void Load() => _ = LoadedBridge.Value;

    // TorchSharp's DllImports come here when the runtime's own search has failed: on the old systems named above, and wherever
    // libtorch is not beside the program.
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "It must be in place before the first torch call of any caller.")]
    internal static void Register() =>
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name is Bridge ? LoadedBridge.Value : IntPtr.Zero;

    private static IEnumerable<string> CandidateFolders()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
        {
            yield return named;
            yield break;
        }
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
        if (AppContext.GetData("Sweeper.LibTorchFolder") is string packageFolder) yield return packageFolder;
    }

    private static IntPtr LoadAll()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new TorchUnavailableException($"libtorch is prepared for Linux on x86-64 only; this is {RuntimeInformation.RuntimeIdentifier}.");
        var folder = Folder ?? throw new TorchUnavailableException(
            $"libtorch_cpu.so is in none of: {string.Join(", ", CandidateFolders())}. "
            + $"Restore the packages (dotnet restore), or name the folder of an installed PyTorch 2.10 in {FolderVariable}.");
        // In this order, by full path: each satisfies the next one's needs by its soname.
        foreach (var library in (string[])["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"])
            LoadPart(folder, library, required: !library.Contains("cuda", StringComparison.Ordinal));
        return LoadBridge();
    }

    private static void LoadPart(string folder, string library, bool required)
    {
        var path = Path.Combine(folder, library);
        if (!required && !File.Exists(path)) return;
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchUnavailableException($"{path} does not load: {FirstLine(error)}. Reinstall it, or name another libtorch 2.10 in {FolderVariable}.", error);
        }
    }

    private static IntPtr LoadBridge()
    {
        var shipped = ((string[])[AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native")])
            .Select(folder => Path.Combine(folder, $"lib{Bridge}.so"))
            .FirstOrDefault(File.Exists)
            ?? throw new TorchUnavailableException($"lib{Bridge}.so is not beside the program in {AppContext.BaseDirectory}. Build again.");
        if (NativeLibrary.TryLoad(shipped, out var handle)) return handle;
        var copy = WeakenedCopy(shipped);
        try
        {
            return NativeLibrary.Load(copy);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchUnavailableException(
                $"{shipped} does not load, nor does its copy for older systems: {FirstLine(error)}. "
                + $"TorchSharp {typeof(TorchSharp.torch).Assembly.GetName().Version?.ToString(3)} needs libtorch 2.10; check {FolderVariable}.", error);
        }
    }

    private static string WeakenedCopy(string shipped)
    {
        var bytes = File.ReadAllBytes(shipped);
        var cache = UserCache.Folder ?? throw new TorchUnavailableException(
            "there is no folder for a copy of TorchSharp's library that this system can load: set XDG_CACHE_HOME to one that you may write.");
        var path = Path.Combine(cache, "native", $"lib{Bridge}-{ContentHash.Of(bytes)[..16]}.so");
        if (File.Exists(path)) return path;
        if (ElfVersionNeed.MarkWeak(bytes, NewerVersion) == 0)
            throw new TorchUnavailableException($"{shipped} does not load, and not because of {NewerVersion}. See `ldd {shipped}`.");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Environment.ProcessId}";
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TorchUnavailableException($"cannot write {path}, a copy of TorchSharp's library that this system can load: {error.Message} "
                + "Set XDG_CACHE_HOME to a folder that you may write.", error);
        }
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].TrimEnd('.', ' ');
}
