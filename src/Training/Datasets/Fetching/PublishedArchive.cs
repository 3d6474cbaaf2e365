using System.Collections.Immutable;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>A dataset that can be downloaded as its publisher gives it out.</summary>
/// <param name="Dataset">Its name, and that of its folder.</param>
/// <param name="Files">What is in its folder.</param>
/// <param name="Licence">Its licence or terms, in a short phrase.</param>
/// <param name="Home">The publisher's page.</param>
public sealed record PublishedArchive(string Dataset, ImmutableArray<PublishedFile> Files, string Licence, Uri Home)
{
    /// <summary>Bytes of all files.</summary>
    public long Size => Files.Sum(file => file.Size);

    /// <summary>What to do where a download does not work.</summary>
    public string Remedy =>
        $"Run the command again to go on where it stopped, name another server with {DatasetMirror.Variable}, or put " +
        $"{string.Join(", ", Files.Select(file => file.Name))} in a folder {Dataset} on {DatasetPaths.Variable} ({Home}).";
}
