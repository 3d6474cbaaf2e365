namespace Sweeper.Training.Datasets;

/// <summary>What images are brought to before a network sees them: their shape, and the constants that make pixels numbers.</summary>
public sealed record StageInput(ImageGeometry Geometry, Normalisation Normalisation)
{
    /// <summary>The canonical form. A size asked for and a size that the dataset has anyway are the same.</summary>
    public string CanonicalForm => $"{Geometry} normalisation={Normalisation.ToString().ToLowerInvariant()}";
}
