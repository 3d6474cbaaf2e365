using System.Collections.Immutable;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>Another server for downloads, such as one behind a firewall: it has each file as DATASET/FILE. Sizes and SHA-256s stay pinned.</summary>
/// <param name="Prefix">The address of its folder.</param>
internal sealed record DatasetMirror(Uri Prefix)
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "SWEEPER_DATASET_MIRROR";

    /// <summary>The mirror that the environment names; null where it names none.</summary>
    /// <exception cref="DatasetException">It is no address that can be used.</exception>
    public static DatasetMirror? FromEnvironment() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The mirror of an address; null of none.</summary>
    /// <exception cref="DatasetException">It is no address that can be used.</exception>
    public static DatasetMirror? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return Uri.TryCreate($"{text.Trim().TrimEnd('/')}/", UriKind.Absolute, out var prefix) && prefix.Scheme is "http" or "https"
            ? new(prefix)
            : throw new DatasetException(
                $"{Variable}: '{text}' is no http or https address. Write one such as https://server/datasets, whose files are at " +
                $"https://server/datasets/DATASET/FILE, or unset it.");
    }

    /// <summary>Where the mirror has a file of a dataset.</summary>
    public ImmutableArray<Uri> Addresses(string dataset, string file) =>
        [new Uri(Prefix, $"{Uri.EscapeDataString(dataset)}/{Uri.EscapeDataString(file)}")];
}
