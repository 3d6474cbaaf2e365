using System.ComponentModel;
using Sweeper.Training.Files;

namespace Sweeper.Training.Datasets;

/// <summary>
/// Fashion-MNIST from Debian's package dataset-fashion-mnist, unpacked into the user's cache: apt works on lists and a cache of its own
/// in a temporary folder, so nobody need be root and the system is left as it is.
/// </summary>
/// <param name="aptGet">The command that fetches packages.</param>
/// <param name="dpkgDeb">The command that unpacks them.</param>
/// <param name="published">What the content must be; null takes the published Fashion-MNIST.</param>
internal sealed class FashionMnistPackage(string aptGet = "apt-get", string dpkgDeb = "dpkg-deb", PublishedDataset? published = null)
{
    /// <summary>The dataset that the package holds.</summary>
    public const string Dataset = "fashion-mnist";

    /// <summary>What to do where the package cannot be had.</summary>
    public const string Remedy =
        "Put its four idx files in a folder fashion-mnist on " + DatasetPaths.Variable +
        ", or install Debian's package of it: apt-get install dataset-fashion-mnist.";

    private const string Package = "dataset-fashion-mnist";

    private readonly PublishedDataset _published = published ?? PublishedDatasets.Find(Dataset)!;

    /// <summary>Puts the dataset into a folder of the cache. It appears there whole or not at all; two processes fetch it once.</summary>
    /// <param name="cache">The cache, made if need be.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="cancel">Stops the fetch and leaves nothing behind.</param>
    /// <exception cref="DatasetException">A command is missing or fails, the content is another, or the cache is read-only.</exception>
    public void Fetch(string cache, Action<string> progress, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(cache);
            using var held = FileLock.Take(
                Path.Combine(cache, $".{Dataset}.lock"), $"process {Environment.ProcessId}", () => progress($"waiting for another process that fetches {Dataset}"), cancel);
            var target = Path.Combine(cache, Dataset);
            if (IdxFolder.Find(target) is not null) return;
            FetchInto(target, cache, progress, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                $"{cache}: {Dataset} cannot be put there ({e.Message}). Name a cache that can be written with XDG_CACHE_HOME. {Remedy}",
                e);
        }
    }

    private void FetchInto(string target, string cache, Action<string> progress, CancellationToken cancel)
    {
        // Beside the target, so that the last step is a rename. What a killed process left goes first: the lock is held.
        foreach (var leftOver in Directory.GetDirectories(cache, $".{Dataset}.fetch-*")) Directory.Delete(leftOver, recursive: true);
        var temporary = Path.Combine(cache, $".{Dataset}.fetch-{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary);
        try
        {
            Download(temporary, progress, cancel);
            progress("unpacking it");
            var package = Directory.GetFiles(temporary, $"{Package}_*.deb").FirstOrDefault()
                ?? throw new DatasetException($"{aptGet} download {Package} left no package. {Remedy}");
            Execute(dpkgDeb, ["-x", package, "unpacked"], temporary, cancel);
            var unpacked = Path.Combine(temporary, "unpacked", "usr", "share", "datasets", Dataset);
            Verify(unpacked);
            if (Directory.Exists(target)) Directory.Delete(target); // Empty of idx files; anything else in it is the user's, and throws.
            Directory.Move(unpacked, target);
            progress($"{Dataset} is in {target}");
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private void Download(string temporary, Action<string> progress, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(temporary, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(temporary, "cache", "archives", "partial"));
        string[] options =
        [
            "-q", "-o", $"Dir::State::Lists={temporary}/lists", "-o", $"Dir::Cache={temporary}/cache",
            "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30", "-o", "Acquire::https::Timeout=30",
        ];
        progress("reading Debian's package lists");
        var lists = Execute(aptGet, [.. options, "update"], temporary, cancel);
        progress($"fetching the package {Package} (31 MB)");
        var (exitCode, output) = Run(aptGet, [.. options, "download", Package], temporary, cancel);
        if (exitCode != 0) throw new DatasetException($"{Reason(lists, output)}. {Remedy}");
    }

    /// <remarks>apt-get update ends with 0 where no list could be fetched; the download then knows no package.</remarks>
    private string Reason(string lists, string output) =>
        lists.Contains("Failed to fetch", StringComparison.Ordinal)
            ? $"the package lists could not be fetched; is there a network? ({LastLine(lists, "Failed to fetch")})"
            : output.Contains("Unable to locate package", StringComparison.Ordinal)
                ? $"the package sources of this system have no {Package}"
                : $"{aptGet} download {Package} failed ({LastLine(output, "E:")})";

    private void Verify(string folder)
    {
        var files = IdxFolder.Find(folder) ?? throw new DatasetException($"the package {Package} holds no idx files. {Remedy}");
        var facts = BaseReader.Read(files, _published, remembered: null).Facts;
        if (!facts.Official)
            throw new DatasetException($"the package {Package} holds {facts.Digest}, not the published {_published.Content}. {Remedy}");
        foreach (var path in files.Files)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
        }
    }

    private static string Execute(string command, string[] arguments, string folder, CancellationToken cancel)
    {
        var (exitCode, output) = Run(command, arguments, folder, cancel);
        return exitCode == 0
            ? output
            : throw new DatasetException($"{command} ended with exit code {exitCode} ({LastLine(output, "E:")}). {Remedy}");
    }

    private static (int ExitCode, string Output) Run(string command, string[] arguments, string folder, CancellationToken cancel)
    {
        try
        {
            return ExternalCommand.Run(command, arguments, folder, cancel);
        }
        catch (Win32Exception e)
        {
            throw new DatasetException($"{Dataset} cannot be fetched here: {command} cannot be started ({e.Message}). {Remedy}", e);
        }
    }

    /// <summary>The last line with a mark, else the last of all.</summary>
    private static string LastLine(string output, string mark)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(line => line.Contains(mark, StringComparison.Ordinal)) ?? lines.LastOrDefault("no message");
    }
}
