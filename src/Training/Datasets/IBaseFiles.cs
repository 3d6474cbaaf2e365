namespace Sweeper.Training.Datasets;

/// <summary>
/// The files of a base dataset, found and not yet read. What a plan needs (the stamp and the facts) is apart from the pixels, so that a
/// format whose images do not fit in memory can give the one without the other.
/// </summary>
internal interface IBaseFiles
{
    /// <summary>The folder or archive, as people see it.</summary>
    string Path { get; }

    /// <summary>A text that changes when a file is replaced or written to; nothing is read for it.</summary>
    /// <exception cref="DatasetException">A file has gone.</exception>
    string Stamp();

    /// <summary>The facts, from the files.</summary>
    /// <param name="published">What is known of the dataset by its name; null counts the classes in the training labels.</param>
    /// <exception cref="DatasetException">A file is damaged, or the files do not fit together.</exception>
    BaseFacts Establish(PublishedDataset? published);

    /// <summary>The images with their facts.</summary>
    /// <param name="published">What is known of the dataset by its name; null counts the classes in the training labels.</param>
    /// <param name="remembered">The facts found at an earlier reading of files with this stamp; images in memory are checked against them.</param>
    /// <exception cref="DatasetException">A file is damaged, or the files do not fit together.</exception>
    BaseData Load(PublishedDataset? published, BaseFacts? remembered);
}
