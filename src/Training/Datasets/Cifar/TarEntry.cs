namespace Sweeper.Training.Datasets.Cifar;

/// <summary>What the header of an archive says of one entry.</summary>
/// <param name="Name">The name with its folders, as it stands there; control characters are shown as '?'.</param>
/// <param name="Kind">The type flag; '0' is a plain file.</param>
/// <param name="Size">The bytes of its content.</param>
/// <param name="Overridden">Whether an extended header gives it another name, size or layout than the plain one.</param>
internal sealed record TarEntry(string Name, char Kind, long Size, bool Overridden)
{
    /// <summary>What comes after the last slash.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];
}
