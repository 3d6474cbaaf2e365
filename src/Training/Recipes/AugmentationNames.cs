namespace Sweeper.Training.Recipes;

/// <summary>The names of <see cref="Augmentation"/> in YAML and canonical forms.</summary>
public static class AugmentationNames
{
    /// <summary>The name of an augmentation.</summary>
    public static string Name(this Augmentation augmentation) => augmentation switch
    {
        Augmentation.None => "none",
        Augmentation.FlipCrop => "flip-crop",
        Augmentation.Imagenet => "imagenet",
        _ => throw new ArgumentOutOfRangeException(nameof(augmentation), augmentation, "no such augmentation"),
    };
}
