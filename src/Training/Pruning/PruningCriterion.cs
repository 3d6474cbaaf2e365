namespace Sweeper.Training.Pruning;

/// <summary>What ranks the weights that a round prunes, smallest first.</summary>
public enum PruningCriterion
{
    /// <summary>The absolute value at the end of training (paper section 3).</summary>
    Magnitude,
}
