namespace Sweeper.Training.Recipes;

/// <summary>How the learning rate falls after its warmup.</summary>
public enum RateSchedule
{
    /// <summary>By a factor at each milestone; without milestones it does not fall.</summary>
    Milestones,

    /// <summary>Along half a cosine to 0 at the end of training (Loshchilov and Hutter 2017, without restarts).</summary>
    Cosine,
}
