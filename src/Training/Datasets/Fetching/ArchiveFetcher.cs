using Sweeper.Training.Files;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>
/// Brings the files of a published dataset into the cache. They are gathered in .DATASET.download and moved to the folder DATASET when all
/// are there: a folder with some of its files would be taken for a damaged dataset by whoever reads meanwhile.
/// </summary>
/// <param name="downloader">Downloads single files.</param>
/// <param name="time">The clock that rates are measured with.</param>
/// <param name="room">The room on the disk of a folder; null asks the disk.</param>
internal sealed class ArchiveFetcher(Downloader downloader, TimeProvider time, Func<string, DiskRoom>? room = null)
{
    private readonly Func<string, DiskRoom> _room = room ?? DiskRoom.Of;

    /// <summary>A fetcher on the network.</summary>
    public static ArchiveFetcher OnSockets() => new(new Downloader(RedirectingClient.OnSockets(), TimeProvider.System), TimeProvider.System);

    /// <summary>Puts the dataset's folder into the cache; files that are in it already stay. Two processes fetch it once.</summary>
    /// <param name="archive">What to fetch.</param>
    /// <param name="mirror">The server to take instead of the publisher's; null takes the publisher's.</param>
    /// <param name="cache">The cache, made if need be.</param>
    /// <param name="watcher">Told how it goes on.</param>
    /// <param name="cancel">Ends it; what was downloaded is kept, and the next fetch goes on from there.</param>
    /// <exception cref="DownloadException">It cannot be downloaded, or the cache cannot be written; the message names the remedy.</exception>
    /// <exception cref="NoSpaceException">The disk has no room.</exception>
    public async Task Fetch(PublishedArchive archive, DatasetMirror? mirror, string cache, IFetchWatcher watcher, CancellationToken cancel)
    {
        try
        {
            DurableFile.CreateFolder(cache);
            using var held = FileLock.Take(
                Path.Combine(cache, $".{archive.Dataset}.lock"), $"process {Environment.ProcessId}",
                () => watcher.Say($"waiting for another process that fetches {archive.Dataset}"), cancel);
            await FetchAlone(archive, mirror, cache, watcher, cancel);
        }
        catch (DownloadException e)
        {
            throw new DownloadException($"{archive.Dataset} could not be downloaded: {e.Message} {archive.Remedy}", e);
        }
        catch (IOException e) when (DiskFaults.IsNoSpace(e))
        {
            throw FullDisk.For($"{archive.Dataset} ({ByteSize.Text(archive.Size)})", cache, e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not NoSpaceException))
        {
            throw new DownloadException($"{cache}: {archive.Dataset} cannot be put there ({e.Message}). Name a cache that can be written with XDG_CACHE_HOME.", e);
        }
    }

    private async Task FetchAlone(PublishedArchive archive, DatasetMirror? mirror, string cache, IFetchWatcher watcher, CancellationToken cancel)
    {
        var target = Path.Combine(cache, archive.Dataset);
        var missing = archive.Files.Where(file => IsMissing(target, file)).ToList();
        if (missing.Count == 0) return;
        var staging = Path.Combine(cache, $".{archive.Dataset}.download");
        DurableFile.CreateFolder(staging);
        RequireRoom(archive, missing, staging);
        watcher.Say($"fetching {archive.Dataset} ({ByteSize.Text(missing.Sum(file => file.Size))}) from {(mirror?.Prefix ?? missing[0].Addresses[0]).Host}; licence: {archive.Licence}; {archive.Home}");

        var (before, total, rate) = (0L, missing.Sum(file => file.Size), new RateMeter(time));
        foreach (var file in missing)
        {
            void Moved(long bytes) => watcher.Show(new(archive.Dataset, file.Name, before + bytes, total, rate.At(before + bytes)));
            // Without .part at its end it is whole and was verified.
            if (!File.Exists(Path.Combine(staging, file.Name)))
            {
                var source = mirror is null ? file : file with { Addresses = mirror.Addresses(archive.Dataset, file.Name) };
                await downloader.Fetch(source, staging, watcher, Moved, cancel);
            }
            before += file.Size;
            Moved(0);
        }
        Publish(staging, target, missing);
        watcher.Say($"{archive.Dataset} is in {target}; every file has its published SHA-256");
    }

    private static bool IsMissing(string folder, PublishedFile file)
    {
        var found = new FileInfo(Path.Combine(folder, file.Name));
        if (!found.Exists) return true;
        return found.Length == file.Size
            ? false
            : throw new DownloadException($"{found.FullName} has {found.Length:N0} bytes, the published file {file.Size:N0}. Remove it to have it fetched.");
    }

    private void RequireRoom(PublishedArchive archive, IEnumerable<PublishedFile> missing, string staging)
    {
        var needed = missing.Where(file => !File.Exists(Path.Combine(staging, file.Name)))
            .Sum(file => Math.Max(0, file.Size - new PartFile(staging, file.Name).Length));
        var free = _room(staging).Free;
        if (free < needed) throw FullDisk.For($"the {ByteSize.Text(needed)} that {archive.Dataset} still needs", staging, free: free);
    }

    private static void Publish(string staging, string target, IReadOnlyList<PublishedFile> files)
    {
        if (!Directory.Exists(target)) Directory.Move(staging, target);
        else
        {
            // The user has the folder, and some of its files are missing there.
            foreach (var file in files) File.Move(Path.Combine(staging, file.Name), Path.Combine(target, file.Name));
            Directory.Delete(staging, recursive: true);
            DurableFile.FlushFolder(target);
        }
        DurableFile.FlushFolder(Path.GetDirectoryName(target)!);
    }
}
