namespace Sweeper.Training.Datasets;

/// <summary>Files whose images all fit in memory: their facts come from reading them whole.</summary>
/// <param name="Path">The folder or archive.</param>
/// <param name="Files">The files, in an order that is always the same.</param>
internal abstract record FilesInMemory(string Path, IReadOnlyList<string> Files) : IBaseFiles
{
    /// <inheritdoc/>
    public BaseFacts Establish(PublishedDataset? published) => Load(published, remembered: null).Facts;

    /// <inheritdoc/>
    public BaseData Load(PublishedDataset? published, BaseFacts? remembered) => BaseReader.Read(this, published, remembered);

    /// <inheritdoc/>
    public string Stamp()
    {
        try
        {
            return string.Join('\n', Files.Select(path =>
            {
                var file = new FileInfo(path);
                return $"{path}|{file.Length}|{file.LastWriteTimeUtc.Ticks}";
            }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{Path}: a file cannot be looked at ({e.Message}). Put the dataset's files back.", e);
        }
    }

    /// <summary>All training and test images, with labels.</summary>
    /// <exception cref="DatasetException">A file cannot be read, or is damaged.</exception>
    public abstract (LabelledImages Train, LabelledImages Test) ReadImages();
}
