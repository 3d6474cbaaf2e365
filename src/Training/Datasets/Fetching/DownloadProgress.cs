namespace Sweeper.Training.Datasets.Fetching;

/// <summary>How far the download of a dataset is.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="File">The file that is downloaded now.</param>
/// <param name="Done">Bytes on the disk, of all files that were missing.</param>
/// <param name="Total">Bytes that these files have.</param>
/// <param name="Rate">Bytes a second over the last few seconds; null where it is too early to say.</param>
public readonly record struct DownloadProgress(string Dataset, string File, long Done, long Total, double? Rate)
{
    /// <summary>Seconds until all is there, at the present rate; null where that is unknown or nothing moves.</summary>
    public double? SecondsLeft => Rate > 0 ? (Total - Done) / Rate : null;
}
