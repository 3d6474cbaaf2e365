namespace Sweeper.Training.Recipes;

/// <summary>What is done to training images at random.</summary>
public enum Augmentation
{
    /// <summary>Nothing.</summary>
    None,
}
