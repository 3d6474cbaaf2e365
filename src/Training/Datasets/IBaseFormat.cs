namespace Sweeper.Training.Datasets;

/// <summary>A file format of datasets: how the files of one are found by its name.</summary>
internal interface IBaseFormat
{
    /// <summary>The files of a dataset in one of the folders searched; null where they are not there.</summary>
    /// <param name="folder">A folder that is searched; it need not exist.</param>
    /// <param name="name">The dataset's name: a plain file name that leads nowhere else.</param>
    /// <exception cref="DatasetException">Some of the files are there, but not all.</exception>
    IBaseFiles? Find(string folder, string name);

    /// <summary>What to do where the dataset is not on this machine: whole sentences.</summary>
    string Remedy(string name);
}
