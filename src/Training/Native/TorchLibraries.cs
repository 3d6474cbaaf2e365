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
    private static readonly Dictionary<string, IntPtr> Parts = [];

    /// <summary>The folder that libtorch was, or would be, loaded from; null if there is none.</summary>
    public static string? Folder => CandidateFolders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "libtorch_cpu.so")));

    /// <summary>Whether what is, or would be, loaded can compute on GPUs.</summary>
    public static bool HasCuda => Folder is { } folder && File.Exists(Path.Combine(folder, "libtorch_cuda.so"));

    /// <summary>The loaded library that holds most of libtorch.</summary>
    public static IntPtr Main => Parts["libtorch_cpu.so"];

    /// <summary>
    /// What the libtorch named in the environment says of its version; null without one. TorchSharp's own answer is the version that it
    /// was built for, whatever has been loaded.
    /// </summary>
    public static string? ExternalVersion
    {
        get
        {
            if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder) return null;
            var package = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))!;
            string wheel = Path.Combine(package, "version.py"), archive = Path.Combine(package, "build-version");
            // A wheel of PyTorch has `__version__ = '2.11.0+cu130'`, an archive of libtorch a line with nothing else.
            if (File.Exists(wheel) && File.ReadLines(wheel).FirstOrDefault(line => line.StartsWith("__version__", StringComparison.Ordinal)) is { } line)
                return line[(line.IndexOf('=') + 1)..].Trim(' ', '\'', '"');
            return File.Exists(archive) ? File.ReadAllText(archive).Trim() : $"external, {Keys.ContentHash.Of(File.ReadAllBytes(Path.Combine(folder, "libc10.so")))[..12]}";
        }
    }

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
            Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named
            ? $"there is no libtorch_cpu.so in {named}, which {FolderVariable} names. Name the lib folder of an installed PyTorch 2.10 or 2.11, or unset it."
            : $"libtorch_cpu.so is in none of: {string.Join(", ", CandidateFolders())}. "
            + $"Restore the packages (dotnet restore), or name the lib folder of an installed PyTorch 2.10 or 2.11 in {FolderVariable}.");
        // In this order, by full path: each satisfies the next one's needs by its soname.
        foreach (var library in (string[])["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"])
            LoadPart(folder, library, required: !library.Contains("cuda", StringComparison.Ordinal));
        var bridge = LoadBridge();
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 }) RefuseMissing(folder);
        if (!Processor.TellsOfCaches) TorchFlags.WithoutOneDnn();
        return bridge;
    }

    // The linker binds at the first call, so that a libtorch that lacks something would end the process in the middle of a training.
    private static void RefuseMissing(string folder)
    {
        var missing = ElfSymbols.Needed(File.ReadAllBytes(ShippedBridge())).Where(symbol => !Parts.Values.Any(part => NativeLibrary.TryGetExport(part, symbol, out _))).ToList();
        if (missing.Count == 0) return;
        throw new TorchUnavailableException($"the libtorch in {folder} lacks {missing.Count:N0} of the functions that TorchSharp {BridgeVersion} calls, such as {missing[0]}. "
            + $"Name the lib folder of a PyTorch 2.10 or 2.11 in {FolderVariable}.");
    }

    private static void LoadPart(string folder, string library, bool required)
    {
        var path = Path.Combine(folder, library);
        if (!required && !File.Exists(path)) return;
        try
        {
            Parts[library] = NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchUnavailableException($"{path} does not load: {FirstLine(error)}. Reinstall it, or name another libtorch 2.10 in {FolderVariable}.", error);
        }
    }

    private static IntPtr LoadBridge()
    {
        var shipped = ShippedBridge();
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
                + $"TorchSharp {BridgeVersion} needs libtorch 2.10; check {FolderVariable}.", error);
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

    private static string? BridgeVersion => typeof(TorchSharp.torch).Assembly.GetName().Version?.ToString(3);

    private static string ShippedBridge() => ((string[])[AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native")])
        .Select(folder => Path.Combine(folder, $"lib{Bridge}.so"))
        .FirstOrDefault(File.Exists)
        ?? throw new TorchUnavailableException($"lib{Bridge}.so is not beside the program in {AppContext.BaseDirectory}. Build again.");

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].TrimEnd('.', ' ');
}
