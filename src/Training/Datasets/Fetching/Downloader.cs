namespace Sweeper.Training.Datasets.Fetching;

/// <summary>Downloads single files: goes on where an earlier try ended, tries again after faults that pass, and keeps what has the published SHA-256.</summary>
/// <param name="client">Asks servers.</param>
/// <param name="time">The clock for pauses and timeouts.</param>
internal sealed class Downloader(RedirectingClient client, TimeProvider time)
{
    private const int MostIdleTries = 5;
    private const int MostTries = 200;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly Transfer _transfer = new(client, time);

    /// <summary>Puts a file into a folder under its name; until it is whole and verified it is NAME.part.</summary>
    /// <param name="file">What is published; its addresses are tried in order.</param>
    /// <param name="folder">Where to; it exists, and nobody else downloads into it.</param>
    /// <param name="watcher">Told of what goes wrong.</param>
    /// <param name="moved">Told how many of the file's bytes are there.</param>
    /// <param name="cancel">Ends it and keeps the part.</param>
    /// <exception cref="DownloadException">No address gives the file; what is wrong with each. The remedy is the caller's to add.</exception>
    /// <exception cref="IOException">The disk refused; the part is kept.</exception>
    public async Task Fetch(PublishedFile file, string folder, IFetchWatcher watcher, Action<long> moved, CancellationToken cancel)
    {
        var faults = new List<DownloadException>();
        foreach (var address in file.Addresses)
        {
            try
            {
                await FetchFrom(address, file, new PartFile(folder, file.Name), watcher, moved, cancel);
                return;
            }
            catch (DownloadException fault)
            {
                faults.Add(fault);
                if (faults.Count < file.Addresses.Length) watcher.Say($"{fault.Message} Trying {file.Addresses[faults.Count].Host}");
            }
        }
        throw new DownloadException(string.Join(" ", faults.Select(fault => fault.Message)), faults[^1]);
    }

    private async Task FetchFrom(Uri address, PublishedFile file, PartFile part, IFetchWatcher watcher, Action<long> moved, CancellationToken cancel)
    {
        if (part.Length > file.Size) part.Delete();
        for (var keptFromEarlier = part.Length > 0; ; keptFromEarlier = false)
        {
            if (keptFromEarlier) watcher.Say($"going on with {file.Name} after {part.Length:N0} of {file.Size:N0} bytes");
            await Complete(address, file, part, watcher, moved, cancel);
            var digest = await part.Digest(cancel);
            if (digest == file.Sha256)
            {
                part.Complete();
                return;
            }
            part.Delete();
            // The part of an earlier process may have lost bytes to a power cut; then the server is not to blame.
            if (!keptFromEarlier)
                throw new DownloadException(
                    $"{address}: what was downloaded has the SHA-256 {digest}, the published file has {file.Sha256}. It was deleted: it was damaged on its way, or replaced at its source.");
            watcher.Say($"{file.Name}: the part that was kept from an earlier download does not fit: it is begun anew");
        }
    }

    private async Task Complete(Uri address, PublishedFile file, PartFile part, IFetchWatcher watcher, Action<long> moved, CancellationToken cancel)
    {
        var (furthest, idle) = (part.Length, 0);
        for (var tries = 1; part.Length < file.Size; tries++)
        {
            try
            {
                await _transfer.Run(file, address, part, moved, cancel);
            }
            catch (TransferException fault)
            {
                idle = part.Length > furthest ? 0 : idle + 1;
                furthest = Math.Max(furthest, part.Length);
                if (idle == MostIdleTries || tries == MostTries)
                    throw new DownloadException($"{address}: {fault.Message}; given up after {tries} tries. {part.Length:N0} of {file.Size:N0} bytes are kept.", fault);
                var pause = Pause(idle, fault.After);
                watcher.Say($"{file.Name}: {fault.Message}; trying again in {pause.TotalSeconds:0} s");
                await Task.Delay(pause, time, cancel);
            }
        }
    }

    /// <summary>1, 2, 4, 8 seconds, or what the server asks for, within bounds.</summary>
    private static TimeSpan Pause(int idle, TimeSpan? asked)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Max(0, idle - 1));
        return asked > pause ? (asked < LongestPause ? asked.Value : LongestPause) : pause;
    }
}
