using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>Where a base dataset was found, and whether its content is the publisher's.</summary>
/// <param name="Folder">The folder of its files, or the archive that holds them.</param>
/// <param name="Digest">The SHA-256 of training images, training labels, test images and test labels, each as an idx file holds it.</param>
/// <param name="Official">True where the content is known to be the published one; false where it differs or nothing can tell.</param>
public sealed record DatasetOrigin(string Folder, Digest Digest, bool Official)
{
    /// <summary>How people see it: <c>official</c> or <c>unofficial</c>.</summary>
    public string Provenance => Official ? "official" : "unofficial";

    /// <inheritdoc/>
    public override string ToString() => $"{Folder}, digest {Digest.Short}, {Provenance}";
}
