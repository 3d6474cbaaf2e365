namespace Sweeper.Training.Datasets.Fetching;

/// <summary>A dataset that its users must get themselves: it needs an account, or is too large to be fetched unasked.</summary>
/// <param name="Dataset">Its name, and that of its folder.</param>
/// <param name="Licence">Its licence or terms, in a short phrase.</param>
/// <param name="Home">The publisher's page.</param>
/// <param name="How">How to get it, and what its folder shall hold, in sentences.</param>
public sealed record HandFetchedDataset(string Dataset, string Licence, Uri Home, string How);
