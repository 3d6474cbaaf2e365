namespace Sweeper.Training.Datasets;

/// <summary>Where datasets come from.</summary>
public interface IDatasetSource
{
    /// <summary>
    /// What is known of a dataset without loading its pixels: from the files where they are at hand, else from the published facts of
    /// a known dataset; null where the name is of neither.
    /// </summary>
    /// <exception cref="DatasetException">The files are damaged, or an option does not fit the data.</exception>
    DatasetInfo? Describe(DatasetRef dataset);

    /// <summary>The dataset, in memory; loaded once a process and shared. Safe to call from several threads.</summary>
    /// <exception cref="DatasetException">It is not at hand, or is damaged; the message names the file and the remedy.</exception>
    Dataset Load(DatasetRef dataset);
}
