using System.Collections.Concurrent;
using Sweeper.Training.Datasets.Cifar;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Datasets.ImageFolders;

namespace Sweeper.Training.Datasets;

/// <summary>
/// The datasets of this machine, found by name in the folders of <see cref="DatasetPaths"/>. One catalog a process: all refs with
/// the same base share its pixels, and the content found first holds for the catalog's life. Safe to use from several threads.
/// </summary>
public sealed class DatasetCatalog : IDatasetSource
{
    private readonly DatasetPaths _paths;
    private readonly DatasetFetcher _fetcher;
    private readonly BaseFactsCache _cache;
    private readonly ConcurrentDictionary<string, Lazy<FoundBase>> _found = new();
    private readonly ConcurrentDictionary<string, Lazy<BaseData>> _loaded = new();
    private readonly ConcurrentDictionary<string, Lazy<Dataset>> _views = new();

    /// <summary>The catalog of these folders.</summary>
    public DatasetCatalog(DatasetPaths paths) : this(paths, DatasetFetcher.FromEnvironment(new FashionMnistPackage()))
    {
    }

    internal DatasetCatalog(DatasetPaths paths, DatasetFetcher fetcher)
    {
        _paths = paths;
        _fetcher = fetcher;
        _cache = new BaseFactsCache(paths.Cache is null ? null : Path.Combine(paths.Cache, ".facts"));
    }

    /// <summary>The names that are known without data, sorted.</summary>
    public static IReadOnlyList<string> KnownNames => PublishedDatasets.Names;

    /// <summary>Folders that belong to a known dataset and are none by themselves: those that CIFAR's and Places365's archives unpack to.</summary>
    public static IReadOnlyList<string> PartNames { get; } = [CifarFormat.Cifar10.Folder, CifarFormat.Cifar100.Folder, Places365Format.Folder];

    /// <summary>Told before all images of a folder are read, which happens once and takes minutes for a hundred gigabytes; null tells nobody.</summary>
    public Action<string>? Notice { get; init; }

    /// <inheritdoc/>
    public DatasetInfo? Describe(DatasetRef dataset)
    {
        if (Find(dataset.Base) is { Facts: var facts })
        {
            var (train, test) = DatasetOptions.Count(dataset, facts.TrainCounts, facts.TestCounts);
            return new(facts.Geometry, DatasetOptions.Classes(dataset, facts.Classes), train, test, DatasetDigest.Of(dataset, facts));
        }
        if (PublishedDatasets.Find(dataset.Base) is { } published)
        {
            var (train, test) = published.Count(dataset);
            return new(published.Geometry, DatasetOptions.Classes(dataset, published.Classes), train, test, Digest: null);
        }
        return null;
    }

    /// <inheritdoc/>
    public Dataset Load(DatasetRef dataset)
    {
        // The base is in the key because two refs of different bases can have one text: x-a, and half a of x.
        var view = Once(_views, $"{dataset.Base}\n{dataset.Text}", () => View(dataset));
        return view.Ref.Label == dataset.Label ? view : view with { Ref = dataset };
    }

    /// <summary>Where the ref's base dataset is, and whether it is the published one; null where it is not at hand.</summary>
    /// <exception cref="DatasetException">The files are damaged.</exception>
    public DatasetOrigin? Origin(DatasetRef dataset)
    {
        return Find(dataset.Base) is { } found ? new(found.Files.Path, found.Facts.Digest, found.Facts.Official) : null;
    }

    /// <summary>As below, with the steps of a fetch as lines.</summary>
    public void EnsureAvailable(DatasetRef dataset, Action<string>? progress = null, CancellationToken cancel = default) =>
        EnsureAvailable(dataset, new LineWatcher(progress), cancel);

    /// <summary>
    /// Makes sure that the ref's base dataset is on this machine, fetching it into the user's cache where it is not: from its publisher,
    /// and Fashion-MNIST from Debian's package first. Call it before a sweep starts; <see cref="Load"/> never fetches.
    /// </summary>
    /// <param name="dataset">The ref; its options need not fit.</param>
    /// <param name="watcher">Told how a fetch goes on.</param>
    /// <param name="cancel">Stops a fetch; downloads are kept for the next time.</param>
    /// <exception cref="DatasetException">It is not at hand and nobody gives it out; the message names the remedy.</exception>
    /// <exception cref="DownloadException">It could not be downloaded; the message names the remedy.</exception>
    public void EnsureAvailable(DatasetRef dataset, IFetchWatcher watcher, CancellationToken cancel)
    {
        if (FilesOf(dataset.Base) is not null) return;
        if (_paths.Cache is null || !_fetcher.Fetch(dataset.Base, _paths.Cache, watcher, cancel)) throw NotAtHand(dataset.Base);
    }

    private Dataset View(DatasetRef dataset)
    {
        var all = Once(_loaded, dataset.Base, () => ReadBase(dataset.Base));
        var facts = all.Facts;
        _ = DatasetOptions.Count(dataset, facts.TrainCounts, facts.TestCounts);
        return new Dataset(
            dataset,
            DatasetDigest.Of(dataset, facts),
            DatasetOptions.Train(dataset, all.Train, facts.Classes),
            DatasetOptions.Test(dataset, all.Test, facts.Classes),
            DatasetOptions.Classes(dataset, facts.Classes),
            facts.Normalisation);
    }

    private FoundBase? Find(string name)
    {
        if (_found.TryGetValue(name, out var found)) return found.Value;
        return FilesOf(name) is { } files ? Once(_found, name, () => Establish(name, files)) : null;
    }

    private FoundBase Establish(string name, IBaseFiles files)
    {
        var published = PublishedDatasets.Find(name);
        var stamp = files.Stamp();
        if (_loaded.TryGetValue(name, out var loaded) && loaded.IsValueCreated) return new(files, loaded.Value.Facts, stamp);
        if (_cache.Find(stamp, published) is { } cached) return new(files, cached, stamp);
        if (files is StreamedFiles) Notice?.Invoke($"{name}: reading every image in {files.Path} once for its digest; what is found is remembered while the files stay");
        var facts = files.Establish(published);
        Remember(files, published, stamp, facts);
        return new(files, facts, stamp);
    }

    /// <remarks>Keys were made of what was described, so content that has changed since must not be trained on.</remarks>
    private BaseData ReadBase(string name)
    {
        var files = FilesOf(name) ?? throw NotAtHand(name);
        var published = PublishedDatasets.Find(name);
        var stamp = files.Stamp();
        var found = _found.TryGetValue(name, out var known) ? known.Value : null;
        var remembered = found?.Stamp == stamp ? found.Facts : _cache.Find(stamp, published);
        var described = found?.Facts ?? remembered;
        var data = files.Load(published, remembered);
        if (!ReferenceEquals(data.Facts, remembered)) Remember(files, published, stamp, data.Facts);
        if (described is not null && described.Digest != data.Facts.Digest)
            throw new DatasetException(
                $"{files.Path}: its files have changed: they had the digest {described.Digest.Short}, " +
                $"now it is {data.Facts.Digest.Short}. Leave them as they are and start again.");
        return data;
    }

    private void Remember(IBaseFiles files, PublishedDataset? published, string stamp, BaseFacts facts)
    {
        if (files.Stamp() == stamp) _cache.Store(stamp, published, facts);
    }

    private IBaseFiles? FilesOf(string name) =>
        FolderPath(name) is { } path ? new StreamedFiles(path, () => ClassFolders.Read(path), Decoded: true)
            : IsFolderName(name) ? _paths.InOrder.Select(folder => FormatOf(name).Find(folder, name)).FirstOrDefault(found => found is not null)
            : null;

    // The user's own choice, and so not held to the folders that are searched.
    private static string? FolderPath(string name) =>
        name.StartsWith(ClassFolders.Prefix, StringComparison.Ordinal) ? Path.GetFullPath(name[ClassFolders.Prefix.Length..]) : null;

    private static IBaseFormat FormatOf(string name) => PublishedDatasets.Find(name)?.Format ?? IdxFormat.Instance;

    // A name never leads out of the folders searched, nor to what the cache keeps there for itself.
    private static bool IsFolderName(string name) =>
        name.Length is > 0 and <= 200 && char.IsAsciiLetterOrDigit(name[0]) &&
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+');

    private DatasetException NotAtHand(string name) => new(
        $"dataset {name}: it is not on this machine; searched were {string.Join(", ", _paths.InOrder)}. {FormatOf(name).Remedy(name)}");

    /// <summary>One value a key, made by one thread; a failure is not kept, so that the next call tries again.</summary>
    private static T Once<T>(ConcurrentDictionary<string, Lazy<T>> all, string key, Func<T> make)
    {
        var value = all.GetOrAdd(key, _ => new Lazy<T>(make));
        try
        {
            return value.Value;
        }
        catch
        {
            all.TryRemove(KeyValuePair.Create(key, value));
            throw;
        }
    }

    private sealed record FoundBase(IBaseFiles Files, BaseFacts Facts, string Stamp);
}
