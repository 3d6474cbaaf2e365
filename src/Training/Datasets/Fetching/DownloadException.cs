namespace Sweeper.Training.Datasets.Fetching;

/// <summary>A download that failed for good; the message names the address or file, the fault and the remedy.</summary>
public sealed class DownloadException(string message, Exception? inner = null) : Exception(message, inner);
