namespace Sweeper.Training.Stages;

/// <summary>The version of what a training computes. A change that alters any number of any training raises it, and so every key.</summary>
public static class TrainingVersion
{
    /// <summary>The version of this build.</summary>
    public const int Current = 1;
}
