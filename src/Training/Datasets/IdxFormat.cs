namespace Sweeper.Training.Datasets;

/// <summary>The idx format of MNIST: a folder of the dataset's name with four files. Any name can be one.</summary>
internal sealed class IdxFormat : IBaseFormat
{
    /// <summary>The only one; it has no state.</summary>
    public static IdxFormat Instance { get; } = new();

    /// <inheritdoc/>
    public IBaseFiles? Find(string folder, string name) => IdxFolder.Find(Path.Combine(folder, name));

    /// <inheritdoc/>
    public string Remedy(string name) =>
        name == FashionMnistPackage.Dataset
            ? FashionMnistPackage.Remedy
            : $"Put its train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, " +
              $"each raw or .gz, in a folder {name} on {DatasetPaths.Variable}.";
}
